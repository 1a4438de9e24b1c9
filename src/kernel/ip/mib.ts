import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Netns } from '../netns/netns.ts';
import type { Dst } from './dst.ts';

/** What is counted of the protocols (snmp4_ipstats_list and its like, net/ipv4/proc.c), by the names of nstat(8). */
const COUNTERS = [
  'IpInReceives',
  'IpInHdrErrors',
  'IpInAddrErrors',
  'IpForwDatagrams',
  'IpInUnknownProtos',
  'IpInDelivers',
  'IpOutRequests',
  'IpOutDiscards',
  'IpOutNoRoutes',
  'IpReasmReqds',
  'IpReasmOKs',
  'IpFragOKs',
  'IpFragFails',
  'IpFragCreates',
  'IpOutTransmits',
  'IcmpInErrors',
  'IcmpOutRateLimitHost',
  'TcpActiveOpens',
  'TcpPassiveOpens',
  'TcpAttemptFails',
  'TcpEstabResets',
  'TcpInSegs',
  'TcpOutSegs',
  'TcpRetransSegs',
  'TcpOutRsts',
  'UdpInDatagrams',
  'UdpNoPorts',
  'UdpOutDatagrams',
  'UdpSndbufErrors',
  'UdpIgnoredMulti',
  'TcpExtTW',
  'TcpExtListenOverflows',
  'TcpExtListenDrops',
  'TcpExtTCPTimeouts',
  'TcpExtTCPAbortOnTimeout',
  'TcpExtIPReversePathFilter',
  'TcpExtTCPSynRetrans',
  'TcpExtTCPOrigDataSent',
  'TcpExtTCPDelivered',
  'TcpExtTcpTimeoutRehash',
  'IpExtInNoRoutes',
  'IpExtInMcastPkts',
  'IpExtOutMcastPkts',
  'IpExtInBcastPkts',
  'IpExtOutBcastPkts',
  'IpExtInOctets',
  'IpExtOutOctets',
  'IpExtInMcastOctets',
  'IpExtOutMcastOctets',
  'IpExtInBcastOctets',
  'IpExtOutBcastOctets',
  'IpExtInNoECTPkts',
  'IpExtInECT1Pkts',
  'IpExtInECT0Pkts',
  'IpExtInCEPkts',
] as const;

/** The counters of a namespace (struct netns_mib). */
export type Mib = Record<(typeof COUNTERS)[number], number>;

export function newMib(): Mib {
  return Object.fromEntries(COUNTERS.map((name) => [name, 0])) as Mib;
}

const ECN = ['IpExtInNoECTPkts', 'IpExtInECT1Pkts', 'IpExtInECT0Pkts', 'IpExtInCEPkts'] as const;

/** A packet came in by a device (ip_rcv_core). */
export function countReceived({ mib }: Netns, { length, tos }: Ipv4Packet): void {
  mib.IpInReceives++;
  mib.IpExtInOctets += length;
  mib[ECN[tos & 3]!]++;
}

/** The way of what came in is known (ip_rcv_finish_core). */
export function countReceivedKind({ mib }: Netns, { length }: Ipv4Packet, kind: Dst['kind']): void {
  if (kind === 'multicast') {
    mib.IpExtInMcastPkts++;
    mib.IpExtInMcastOctets += length;
  } else if (kind === 'broadcast') {
    mib.IpExtInBcastPkts++;
    mib.IpExtInBcastOctets += length;
  }
}

/** A packet goes to its device (ip_finish_output2). */
export function countTransmitted({ mib }: Netns, { length }: Ipv4Packet, kind: Dst['kind']): void {
  mib.IpOutTransmits++;
  mib.IpExtOutOctets += length;
  if (kind === 'multicast') {
    mib.IpExtOutMcastPkts++;
    mib.IpExtOutMcastOctets += length;
  } else if (kind === 'broadcast') {
    mib.IpExtOutBcastPkts++;
    mib.IpExtOutBcastOctets += length;
  }
}

/** Counts a message of ICMP by its type (icmp_out_count, ICMPMSGIN_INC_STATS). */
export function countIcmp(counts: Map<number, number>, type: number): void {
  counts.set(type, (counts.get(type) ?? 0) + 1);
}
