import type { RouteInfo, RuleInfo } from '../kernel/fib/requests.ts';
import { RT_TABLE_DEFAULT, RT_TABLE_LOCAL, RT_TABLE_MAIN } from '../kernel/fib/requests.ts';
import type { BpduPacket } from '../net/bpdu.ts';
import type { NetworkPacket } from '../net/ethernet.ts';
import type { IgmpMessage } from '../net/igmp.ts';
import { formatIpv4 } from '../net/ipv4.ts';
import type { Ipv4Packet } from '../net/ipv4-packet.ts';
import { formatIp, formatPrefix } from '../net/prefix.ts';

/** Names of ICMP unreachable codes, as people say them (RFC 792, RFC 1812). */
const UNREACHABLE = [
  'network unreachable',
  'host unreachable',
  'protocol unreachable',
  'port unreachable',
  'fragmentation needed',
  'source route failed',
  'network unknown',
  'host unknown',
  'source host isolated',
  'network prohibited',
  'host prohibited',
  'network unreachable for TOS',
  'host unreachable for TOS',
  'packet filtered',
];

/** The protocol a packet speaks, as a badge. */
export function protocolName(packet: NetworkPacket): string {
  if (packet.kind === 'arp') return 'ARP';
  if (packet.kind === 'bpdu') return 'STP';
  if (packet.kind !== 'ipv4') return 'Ethernet';
  return packet.payload.kind === 'opaque' ? 'IP' : packet.payload.kind.toUpperCase();
}

/** What a packet is, without its addresses: `echo request seq 1`, `SYN to port 80`. */
export function describePayload(packet: Ipv4Packet): string {
  const payload = packet.payload;
  switch (payload.kind) {
    case 'icmp':
      if (payload.type === 8 || payload.type === 0)
        return `echo ${payload.type === 8 ? 'request' : 'reply'}, seq ${payload.sequence}`;
      if (payload.type === 3) return UNREACHABLE[payload.code] ?? `unreachable (code ${payload.code})`;
      if (payload.type === 11) return payload.code === 0 ? 'time to live exceeded' : 'reassembly time exceeded';
      return payload.type === 5 ? 'redirect' : 'parameter problem';
    case 'igmp':
      return describeIgmp(payload);
    case 'udp':
      return payload.vxlan === undefined
        ? `port ${payload.srcPort} to port ${payload.dstPort}`
        : `VXLAN ${payload.vxlan.vni} (${describePacket(payload.vxlan.frame.payload)})`;
    case 'tcp': {
      const names = (['syn', 'fin', 'rst', 'psh', 'ack'] as const).filter((flag) => payload.flags[flag]);
      return `${names.map((name) => name.toUpperCase()).join('+')}, port ${payload.srcPort} to port ${payload.dstPort}`;
    }
    default:
      return `protocol ${packet.protocol}`;
  }
}

/** Who is asked, or what is said about which groups. */
function describeIgmp(message: IgmpMessage): string {
  switch (message.type) {
    case 'query':
      return message.group === 0 ? 'who is in which group?' : `who is in group ${formatIpv4(message.group)}?`;
    case 'v3-report':
      return message.records
        .map(
          ({ type, group }) => `${type === 'to_in' || type === 'is_in' ? 'not in' : 'in'} group ${formatIpv4(group)}`,
        )
        .join(', ');
    default:
      return `${message.type === 'leave' ? 'not in' : 'in'} group ${formatIpv4(message.group)}`;
  }
}

/** A packet in one line: `echo request, seq 1: 10.0.0.1 → 10.0.0.2`. */
export function describePacket(packet: NetworkPacket): string {
  if (packet.kind === 'arp') {
    const { senderIp, targetIp } = packet;
    if (packet.operation === 'reply') return `${formatIpv4(senderIp)} answers ${formatIpv4(targetIp)}`;
    return senderIp === targetIp
      ? `${formatIpv4(senderIp)} announces itself`
      : `who has ${formatIpv4(targetIp)}? tell ${formatIpv4(senderIp)}`;
  }
  if (packet.kind === 'bpdu') return describeBpdu(packet);
  if (packet.kind !== 'ipv4') return `EtherType 0x${packet.etherType.toString(16).padStart(4, '0')}`;
  return `${describePayload(packet)}: ${formatIpv4(packet.src)} → ${formatIpv4(packet.dst)}`;
}

function describeBpdu(bpdu: BpduPacket): string {
  if (bpdu.type === 'tcn') return 'the topology has changed';
  const way = bpdu.root === bpdu.bridge ? 'itself' : `cost ${bpdu.rootPathCost}`;
  return `bridge ${bpdu.bridge} knows root ${bpdu.root} (${way})`;
}

/** The name of a routing table as iproute2 shows it. */
export function tableName(table: number): string {
  if (table === RT_TABLE_LOCAL) return 'local';
  if (table === RT_TABLE_MAIN) return 'main';
  return table === RT_TABLE_DEFAULT ? 'default' : String(table);
}

/** The destination of a route as `ip route` shows it. */
export function destinationOf(route: RouteInfo): string {
  const { address, length } = route.destination;
  if (length === 0) return 'default';
  const whole = route.family === 4 ? 32 : 128;
  return length === whole ? formatIp(address) : formatPrefix(route.destination);
}

/** A route in short: `10.0.0.0/24 via 10.1.0.1 dev eth0`. */
export function describeRoute(route: RouteInfo): string {
  const type = route.type === 'unicast' ? '' : `${route.type} `;
  const hops = route.nextHops.map((hop) => {
    const via = hop.gateway === undefined ? '' : ` via ${formatIp(hop.gateway)}`;
    return `${via}${hop.dev === undefined ? '' : ` dev ${hop.dev}`}`;
  });
  return `${type}${destinationOf(route)}${hops.join(' nexthop')}${route.metric > 0 ? ` metric ${route.metric}` : ''}`;
}

/** A policy rule in short: which packets it is about, and what it does with them. */
export function describeRule(rule: RuleInfo): { readonly selector: string; readonly action: string } {
  const selector = [
    rule.invert ? 'not' : '',
    `from ${rule.from === undefined ? 'all' : formatPrefix(rule.from)}`,
    rule.to === undefined ? '' : `to ${formatPrefix(rule.to)}`,
    rule.iif === undefined ? '' : `iif ${rule.iif}`,
    rule.oif === undefined ? '' : `oif ${rule.oif}`,
    rule.fwmark === undefined ? '' : `fwmark 0x${rule.fwmark.toString(16)}`,
    rule.ipProtocol === undefined ? '' : `ipproto ${rule.ipProtocol}`,
    ports('sport', rule.sourcePorts),
    ports('dport', rule.destinationPorts),
  ].filter((part) => part !== '');
  const lookedIn = rule.l3mdev ? 'the table of the VRF' : tableName(rule.table);
  return { selector: selector.join(' '), action: rule.action === 'lookup' ? `lookup ${lookedIn}` : rule.action };
}

function ports(name: string, range: readonly [number, number] | undefined): string {
  if (range === undefined) return '';
  return `${name} ${range[0] === range[1] ? range[0] : range.join('-')}`;
}
