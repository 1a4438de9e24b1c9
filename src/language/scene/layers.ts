import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import type { ArpPacket } from '../../net/arp.ts';
import { encodePacket } from '../../net/encode.ts';
import { etherTypeOf, type NetworkPacket } from '../../net/ethernet.ts';
import { ICMP_HLEN, type IcmpMessage } from '../../net/icmp.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet, TransportPayload } from '../../net/ipv4-packet.ts';
import { formatMac } from '../../net/mac.ts';
import { TCP_HLEN, type TcpSegment, tcpHeaderLength } from '../../net/tcp.ts';
import { UDP_HLEN, type UdpDatagram, VXLAN_HLEN } from '../../net/udp.ts';
import type { VlanTag } from '../../net/vlan.ts';
import type { LayerScene } from '../../protocol/scene.ts';

/** A field with its place: bytes from the beginning of its layer, and how many; none where it is no field of its own. */
type Field = readonly [name: string, value: string, at?: number, size?: number];
type Fields = readonly Field[];

/** A header, and how many bytes it takes before the next one begins. */
type Layer = readonly [name: string, fields: Fields, size: number];

/**
 * The headers of a packet, outermost first; a field that `after` has otherwise carries both values, and so does one of the
 * Ethernet header where `arrived` had another: a router writes a new one.
 */
export function layersOf(
  event: Pick<TraceEvent, 'mac' | 'vlan' | 'before' | 'after' | 'decision'>,
  arrived?: TraceEvent['mac'],
): LayerScene[] {
  const { mac, vlan, before, after, decision } = event;
  // A tunnel changes no header: the datagram is shown with what it carries.
  const shown = decision?.kind === 'vxlan' && decision.action === 'encapsulate' ? (after ?? before) : before;
  const tags = tagCount(vlan);
  const link: Layer[] =
    mac === undefined || decision?.kind === 'vxlan'
      ? []
      : [
          [
            'Ethernet',
            [
              ['destination', formatMac(mac.dst), 0, 6],
              ['source', formatMac(mac.src), 6, 6],
              ['type', hex16(etherTypeOf(before)), 12 + 4 * tags, 2],
            ],
            14 + 4 * tags,
          ],
        ];
  const changed = after === undefined || decision?.kind === 'vxlan' ? undefined : networkLayers(after);
  const tag = decision?.kind === 'vlan' ? changedTag(decision) : vlan === undefined ? [] : [tagLayer(vlan)];
  const old =
    arrived === undefined ? undefined : { destination: formatMac(arrived.dst), source: formatMac(arrived.src) };
  const changes = new Map(
    changed?.map(([name, fields]) => [name, new Map(fields.map(([field, value]) => [field, value]))]),
  );
  let base = 0;
  const layers = [...link, ...networkLayers(shown)].map(([name, fields, size]): LayerScene => {
    const start = base;
    base += size;
    return {
      name,
      fields: fields.map(([field, value, at, length]) => {
        const was = name === 'Ethernet' ? old?.[field as 'source'] : undefined;
        const next = was === undefined ? changes.get(name)?.get(field) : value;
        const first = was ?? value;
        return {
          name: field,
          value: first,
          ...(next === undefined || next === first ? {} : { after: next }),
          ...(at === undefined || length === undefined ? {} : { at: start + at, size: length }),
        };
      }),
    };
  });
  return [...layers.slice(0, link.length), ...tag, ...layers.slice(link.length)];
}

const tagCount = (vlan: VlanTag | undefined): number => (vlan === undefined ? 0 : 1 + tagCount(vlan.inner));
const hex16 = (value: number) => `0x${value.toString(16).padStart(4, '0')}`;

function tagLayer({ id, priority, inner }: VlanTag): LayerScene {
  return {
    name: '802.1Q',
    fields: [
      { name: 'VLAN', value: String(id), at: 14, size: 2 },
      { name: 'priority', value: String(priority), at: 14, size: 1 },
      ...(inner === undefined ? [] : [{ name: 'inner VLAN', value: String(inner.id), at: 18, size: 2 }]),
    ],
  };
}

/** The tag that a VLAN device puts on or takes off. */
function changedTag({ action, id, device }: Extract<Decision, { kind: 'vlan' }>): LayerScene[] {
  const [value, after] = action === 'tag' ? ['no tag', String(id)] : [String(id), 'no tag'];
  return [{ name: '802.1Q', fields: [{ name: 'VLAN', value, ...(device === undefined ? {} : { after }) }] }];
}

/** What a datagram of VXLAN carries: its header, and the frame inside with all of its own. */
function tunnelLayers({ vni, frame }: NonNullable<UdpDatagram['vxlan']>): Layer[] {
  const ethernet: Fields = [
    ['destination', formatMac(frame.dst), 0, 6],
    ['source', formatMac(frame.src), 6, 6],
  ];
  const inner: Layer[] = [
    ['Ethernet', ethernet, 14 + 4 * tagCount(frame.vlan ?? undefined)],
    ...networkLayers(frame.payload),
  ];
  return [
    ['VXLAN', [['VNI', String(vni), 4, 3]], VXLAN_HLEN],
    ...inner.map(([name, fields, size]): Layer => [`${name} inside`, fields, size]),
  ];
}

function networkLayers(packet: NetworkPacket): Layer[] {
  if (packet.kind === 'arp') return [['ARP', arpFields(packet), 28]];
  if (packet.kind !== 'ipv4') return [];
  const bytes = bytesOf(packet);
  const header = ((bytes[0] ?? 0x45) & 0xf) * 4;
  return [['IPv4', ipv4Fields(packet, bytes), header], ...transportLayers(packet.payload, bytes.subarray(header))];
}

const known = new WeakMap<NetworkPacket, Uint8Array>();

/** The bytes of a packet, worked out once: it is the same at many hops. */
export function bytesOf(packet: NetworkPacket): Uint8Array {
  let bytes = known.get(packet);
  if (bytes === undefined) {
    bytes = encodePacket(packet);
    known.set(packet, bytes);
  }
  return bytes;
}

/** The checksum that stands in the bytes of a header. */
const sumAt = (bytes: Uint8Array, at: number) => hex16(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));

function arpFields({ operation, senderIp, senderMac, targetIp, targetMac }: ArpPacket): Fields {
  return [
    ['operation', operation, 6, 2],
    ['sender MAC', formatMac(senderMac), 8, 6],
    ['sender IP', formatIpv4(senderIp), 14, 4],
    ['target MAC', formatMac(targetMac), 18, 6],
    ['target IP', formatIpv4(targetIp), 24, 4],
  ];
}

function ipv4Fields(packet: Ipv4Packet, bytes: Uint8Array): Fields {
  const flags = [packet.df ? 'DF' : '', packet.mf ? 'MF' : ''].filter((flag) => flag !== '').join(' ');
  const offset: Fields = packet.fragmentOffset > 0 ? [['fragment offset', String(packet.fragmentOffset), 6, 2]] : [];
  return [
    ['source', formatIpv4(packet.src), 12, 4],
    ['destination', formatIpv4(packet.dst), 16, 4],
    ['TTL', String(packet.ttl), 8, 1],
    ['protocol', protocolOf(packet.protocol), 9, 1],
    ['length', String(packet.length), 2, 2],
    ['TOS', `0x${packet.tos.toString(16).padStart(2, '0')}`, 1, 1],
    ['id', String(packet.id), 4, 2],
    ['flags', flags === '' ? 'none' : flags, 6, 1],
    ...offset,
    ['checksum', sumAt(bytes, 10), 10, 2],
  ];
}

const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'ICMP', 2: 'IGMP', 6: 'TCP', 17: 'UDP' };
const protocolOf = (number: number) =>
  PROTOCOLS[number] === undefined ? String(number) : `${number} (${PROTOCOLS[number]})`;

function transportLayers(payload: TransportPayload, bytes: Uint8Array): Layer[] {
  switch (payload.kind) {
    case 'icmp':
      return [['ICMP', icmpFields(payload, bytes), ICMP_HLEN]];
    case 'udp': {
      const fields: Fields = [
        ['source port', String(payload.srcPort), 0, 2],
        ['destination port', String(payload.dstPort), 2, 2],
        ['length', String(bytes.length), 4, 2],
        ['checksum', sumAt(bytes, 6), 6, 2],
        ...(payload.vxlan === undefined ? [dataField(payload.data, UDP_HLEN)] : []),
      ];
      return [['UDP', fields, UDP_HLEN], ...(payload.vxlan === undefined ? [] : tunnelLayers(payload.vxlan))];
    }
    case 'tcp':
      return [['TCP', tcpFields(payload, bytes), tcpHeaderLength(payload)]];
    default:
      return [];
  }
}

const dataField = (data: Uint8Array, at: number): Field => ['data', `${data.length} bytes`, at, data.length];

function icmpFields(message: IcmpMessage, bytes: Uint8Array): Fields {
  const head: Fields = [
    ['type', `${message.type} (${ICMP_TYPES[message.type]})`, 0, 1],
    ['code', String(message.code), 1, 1],
    ['checksum', sumAt(bytes, 2), 2, 2],
  ];
  const rest: Field = ['data', `${message.dataLength} bytes`, ICMP_HLEN, message.dataLength];
  if (!('original' in message))
    return [...head, ['id', String(message.id), 4, 2], ['sequence', String(message.sequence), 6, 2], rest];
  const { original } = message;
  return [
    ...head,
    ['about', `${formatIpv4(original.src)} → ${formatIpv4(original.dst)}`, ICMP_HLEN, message.dataLength],
  ];
}

const ICMP_TYPES: Readonly<Record<IcmpMessage['type'], string>> = {
  0: 'echo reply',
  3: 'destination unreachable',
  5: 'redirect',
  8: 'echo request',
  11: 'time exceeded',
  12: 'parameter problem',
};

function tcpFields(segment: TcpSegment, bytes: Uint8Array): Fields {
  const flags = Object.entries(segment.flags)
    .filter(([, set]) => set)
    .map(([flag]) => flag.toUpperCase());
  const header = tcpHeaderLength(segment);
  const options: Fields =
    header > TCP_HLEN ? [['options', `${header - TCP_HLEN} bytes`, TCP_HLEN, header - TCP_HLEN]] : [];
  return [
    ['source port', String(segment.srcPort), 0, 2],
    ['destination port', String(segment.dstPort), 2, 2],
    ['flags', flags.join(' '), 13, 1],
    ['sequence', String(segment.sequence), 4, 4],
    ['acknowledgement', String(segment.acknowledgement), 8, 4],
    ['window', String(segment.window), 14, 2],
    ['checksum', sumAt(bytes, 16), 16, 2],
    ...options,
    dataField(segment.data, header),
  ];
}
