import { etherTypeOf, type NetworkPacket } from '../../net/ethernet.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet, TransportPayload } from '../../net/ipv4-packet.ts';
import { formatMac, type Mac } from '../../net/mac.ts';
import type { LayerScene } from '../../protocol/scene.ts';

type Fields = readonly (readonly [name: string, value: string])[];
type Layer = readonly [name: string, fields: Fields];

/** The headers of a packet, outermost first; a field that `after` has otherwise carries both values. */
export function layersOf(
  mac: { readonly src: Mac; readonly dst: Mac } | undefined,
  before: NetworkPacket,
  after: NetworkPacket | undefined,
): LayerScene[] {
  const link: Layer[] =
    mac === undefined
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
  const changed = after === undefined ? undefined : new Map(networkLayers(after));
  return [...link, ...networkLayers(before)].map(([name, fields]) => {
    const afterFields = new Map(changed?.get(name) ?? []);
    return {
      name,
      fields: fields.map(([field, value]) => {
        const next = afterFields.get(field);
        return { name: field, value, ...(next === undefined || next === value ? {} : { after: next }) };
      }),
    };
  });
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
            ['data', `${payload.data.length} bytes`],
          ],
        ],
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
