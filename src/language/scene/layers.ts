import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import { etherTypeOf, type NetworkPacket } from '../../net/ethernet.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet, TransportPayload } from '../../net/ipv4-packet.ts';
import { formatMac } from '../../net/mac.ts';
import type { UdpDatagram } from '../../net/udp.ts';
import type { VlanTag } from '../../net/vlan.ts';
import type { LayerScene } from '../../protocol/scene.ts';

type Fields = readonly (readonly [name: string, value: string])[];
type Layer = readonly [name: string, fields: Fields];

/** The headers of a packet, outermost first; a field that `after` has otherwise carries both values. */
export function layersOf({
  mac,
  vlan,
  before,
  after,
  decision,
}: Pick<TraceEvent, 'mac' | 'vlan' | 'before' | 'after' | 'decision'>): LayerScene[] {
  // A tunnel changes no header: the datagram is shown with what it carries.
  const shown = decision?.kind === 'vxlan' && decision.action === 'encapsulate' ? (after ?? before) : before;
  const link: Layer[] =
    mac === undefined || decision?.kind === 'vxlan'
      ? []
      : [
          [
            'Ethernet',
            [
              ['destination', formatMac(mac.dst)],
              ['source', formatMac(mac.src)],
              ['type', `0x${etherTypeOf(before).toString(16).padStart(4, '0')}`],
            ],
          ],
        ];
  const changed = after === undefined || decision?.kind === 'vxlan' ? undefined : new Map(networkLayers(after));
  const tag = decision?.kind === 'vlan' ? changedTag(decision) : vlan === undefined ? [] : [tagLayer(vlan)];
  const layers = [...link, ...networkLayers(shown)].map(([name, fields]) => {
    const afterFields = new Map(changed?.get(name) ?? []);
    return {
      name,
      fields: fields.map(([field, value]) => {
        const next = afterFields.get(field);
        return { name: field, value, ...(next === undefined || next === value ? {} : { after: next }) };
      }),
    };
  });
  return [...layers.slice(0, link.length), ...tag, ...layers.slice(link.length)];
}

function tagLayer({ id, priority, inner }: VlanTag): LayerScene {
  const fields: Fields = [
    ['VLAN', String(id)],
    ['priority', String(priority)],
    ...(inner === undefined ? [] : ([['inner VLAN', String(inner.id)]] as const)),
  ];
  return { name: '802.1Q', fields: fields.map(([name, value]) => ({ name, value })) };
}

/** The tag that a VLAN device puts on or takes off. */
function changedTag({ action, id, device }: Extract<Decision, { kind: 'vlan' }>): LayerScene[] {
  const [value, after] = action === 'tag' ? ['no tag', String(id)] : [String(id), 'no tag'];
  return [{ name: '802.1Q', fields: [{ name: 'VLAN', value, ...(device === undefined ? {} : { after }) }] }];
}

/** What a datagram of VXLAN carries: its header, and the frame inside with all of its own. */
function tunnelLayers({ vni, frame }: NonNullable<UdpDatagram['vxlan']>): Layer[] {
  const ethernet: Fields = [
    ['destination', formatMac(frame.dst)],
    ['source', formatMac(frame.src)],
  ];
  const inner: Layer[] = [['Ethernet', ethernet], ...networkLayers(frame.payload)];
  return [['VXLAN', [['VNI', String(vni)]]], ...inner.map(([name, fields]): Layer => [`${name} inside`, fields])];
}

function networkLayers(packet: NetworkPacket): Layer[] {
  if (packet.kind === 'arp') {
    const fields: Fields = [
      ['operation', packet.operation],
      ['sender', `${formatIpv4(packet.senderIp)} ${formatMac(packet.senderMac)}`],
      ['target', `${formatIpv4(packet.targetIp)} ${formatMac(packet.targetMac)}`],
    ];
    return [['ARP', fields]];
  }
  if (packet.kind !== 'ipv4') return [];
  return [['IPv4', ipv4Fields(packet)], ...transportLayers(packet.payload)];
}

function ipv4Fields(packet: Ipv4Packet): Fields {
  const flags = [packet.df ? 'DF' : '', packet.mf ? 'MF' : ''].filter((flag) => flag !== '').join(' ');
  return [
    ['source', formatIpv4(packet.src)],
    ['destination', formatIpv4(packet.dst)],
    ['TTL', String(packet.ttl)],
    ['protocol', String(packet.protocol)],
    ['length', String(packet.length)],
    ['TOS', `0x${packet.tos.toString(16).padStart(2, '0')}`],
    ['id', String(packet.id)],
    ['flags', flags === '' ? 'none' : flags],
    ...(packet.fragmentOffset > 0 ? ([['fragment offset', String(packet.fragmentOffset)]] as const) : []),
  ];
}

function transportLayers(payload: TransportPayload): Layer[] {
  switch (payload.kind) {
    case 'icmp': {
      const head: Fields = [
        ['type', String(payload.type)],
        ['code', String(payload.code)],
      ];
      if (!('original' in payload))
        return [['ICMP', [...head, ['id', String(payload.id)], ['sequence', String(payload.sequence)]]]];
      const about = payload.original;
      return [['ICMP', [...head, ['about', `${formatIpv4(about.src)} → ${formatIpv4(about.dst)}`]]]];
    }
    case 'udp':
      return [
        [
          'UDP',
          [
            ['source port', String(payload.srcPort)],
            ['destination port', String(payload.dstPort)],
            ...(payload.vxlan === undefined ? ([['data', `${payload.data.length} bytes`]] as const) : []),
          ],
        ],
        ...(payload.vxlan === undefined ? [] : tunnelLayers(payload.vxlan)),
      ];
    case 'tcp': {
      const flags = Object.entries(payload.flags)
        .filter(([, set]) => set)
        .map(([flag]) => flag.toUpperCase());
      return [
        [
          'TCP',
          [
            ['source port', String(payload.srcPort)],
            ['destination port', String(payload.dstPort)],
            ['flags', flags.join(' ')],
            ['sequence', String(payload.sequence)],
            ['acknowledgement', String(payload.acknowledgement)],
            ['window', String(payload.window)],
            ['data', `${payload.data.length} bytes`],
          ],
        ],
      ];
    }
    default:
      return [];
  }
}
