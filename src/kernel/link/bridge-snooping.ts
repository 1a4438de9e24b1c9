import type { IgmpQuery, IgmpV3Report } from '../../net/igmp.ts';
import { type Ipv4, isLocalMulticastIpv4 } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import { BROADCAST_MAC, type Mac } from '../../net/mac.ts';
import type { Ip } from '../../net/prefix.ts';
import { fromResponseCode } from '../ip/igmp-packet.ts';
import type { Kernel } from '../kernel.ts';
import type { Skb } from '../skb.ts';
import type { Timed } from '../timer.ts';
import type { Bridge } from './bridge.ts';
import { type GroupKey, PortGroup } from './bridge-mdb.ts';
import type { BridgePort } from './bridge-port.ts';
import { sendQuery } from './bridge-querier.ts';
import { markRouterPort, ROUTER_TEMP_QUERY } from './bridge-router-port.ts';

/** Microseconds in a hundredth of a second. */
const HUNDREDTH = 10_000;

/**
 * What snooping makes of a frame to a group (struct br_input_skb_cb): a message of IGMP, or a report that only routers
 * need to hear; data, which goes to members and routers; or something that is for all.
 */
export type Snooped = 'igmp' | 'report' | 'data' | 'all';

/** The group of all nodes, ff02::1. */
const ALL_NODES = (0xff02n << 112n) | 1n;

/** Where a frame came from: a port, or the bridge itself. */
export interface Origin {
  readonly bridge: Bridge;
  readonly port: BridgePort | null;
  readonly vlan: number;
  readonly station: Mac;
}

/** A frame to a group enters the bridge by a port, or is sent by the bridge itself (br_multicast_rcv, br_multicast_ipv4_rcv). */
export function snoop(kernel: Kernel, bridge: Bridge, port: BridgePort | null, skb: Skb, vlan: number): Snooped {
  if (skb.packet.kind !== 'ipv4') return 'all';
  const { payload, dst, src } = skb.packet;
  if (payload.kind !== 'igmp') return isLocalMulticastIpv4(dst) ? 'all' : 'data';
  const from: Origin = { bridge, port, vlan, station: skb.srcMac };
  switch (payload.type) {
    case 'query':
      hearQuery(kernel, from, src, payload);
      return 'igmp';
    case 'leave':
      leaveGroup(kernel, from, payload.group);
      return 'igmp';
    case 'v3-report':
      hearReport(kernel, from, payload);
      return 'igmp';
    default:
      joinGroup(kernel, from, payload.group);
      return 'report';
  }
}

const keyOf = (group: Ip, vlan: number): GroupKey => ({
  family: typeof group === 'bigint' ? 'inet6' : 'inet',
  group,
  source: undefined,
  vlan,
});

/** Groups that all are in anyway: nobody keeps count of them. */
const isForAll = (group: Ip) => (typeof group === 'bigint' ? group === ALL_NODES : isLocalMulticastIpv4(group));

/** Restarts a timer that would run longer (the pattern of br_multicast_leave_group); one that does not run is started. */
function shorten(kernel: Kernel, timed: Timed, hundredths: number): void {
  const delay = hundredths * HUNDREDTH;
  if (timed.timer === null || timed.timer.at > kernel.now + delay) kernel.arm(timed, delay);
}

/** Who a group is for: where multicast becomes unicast each station counts for itself (br_port_group_equal). */
const isOf = (each: PortGroup, port: BridgePort, station: Mac) =>
  each.port === port && (!port.mcastToUnicast || each.station === station);

/** Somebody is in a group (br_multicast_add_group). */
function joinGroup(kernel: Kernel, { bridge, port, vlan, station }: Origin, group: Ip): void {
  if (isForAll(group) || (port !== null && port.state === 'disabled')) return;
  const entry = bridge.mdb.make(keyOf(group, vlan));
  if (entry === undefined) return;
  if (port === null) return entry.hostJoin(kernel);
  let member = entry.ports.find((each) => isOf(each, port, station));
  if (member === undefined) {
    member = new PortGroup(entry, port, false, 'kernel', kernel.cause, station);
    entry.insert(member);
  }
  kernel.arm(member, bridge.multicast.membershipInterval * HUNDREDTH);
}

/** Somebody tells of its groups of IPv6 (br_ip6_multicast_mld2_report). */
export function joinIpv6Groups(kernel: Kernel, from: Origin, groups: readonly Ipv6[]): void {
  for (const group of groups) joinGroup(kernel, from, group);
}

/** Somebody has left a group of IPv6 (br_ip6_multicast_leave_group). Nobody is asked about it: questions of MLD are not simulated. */
export function leaveIpv6Group(kernel: Kernel, from: Origin, group: Ipv6): void {
  leaveGroup(kernel, from, group);
}

/** A report of version 3 (br_ip4_multicast_igmp3_report). */
function hearReport(kernel: Kernel, from: Origin, { records }: IgmpV3Report): void {
  for (const { type, group } of records) {
    if (type === 'to_in' || type === 'is_in') {
      if (from.port === null || from.bridge.multicast.igmpVersion === 2) leaveGroup(kernel, from, group);
      else leaveInV3(kernel, from, from.port, group);
    } else joinGroup(kernel, from, group);
  }
}

/** Somebody has left a group (br_multicast_leave_group). */
function leaveGroup(kernel: Kernel, { bridge, port, vlan, station }: Origin, group: Ip): void {
  if (isForAll(group) || (port !== null && port.state === 'disabled')) return;
  const entry = bridge.mdb.find(keyOf(group, vlan));
  if (entry === undefined) return;
  const member = port === null ? undefined : entry.ports.find((each) => isOf(each, port, station));
  if (port?.fastLeave) {
    if (member !== undefined && !member.permanent) entry.remove(member);
    return;
  }
  const { snooper, multicast } = bridge;
  if (snooper.otherQuerier.isPending) return;
  const last = multicast.lastMemberCount * multicast.lastMemberInterval;
  if (multicast.querier && typeof group === 'number') {
    sendQuery(kernel, bridge, port, group);
    (port ?? bridge).snooper.query.start(kernel, last);
  }
  if (port === null) {
    if (entry.hostJoined) shorten(kernel, entry, last);
  } else if (member !== undefined) shorten(kernel, member, last);
}

/** The same where the bridge speaks version 3: others are asked more than once (__grp_src_toin_excl). */
function leaveInV3(kernel: Kernel, { bridge, vlan, station }: Origin, port: BridgePort, group: Ipv4): void {
  const entry = bridge.mdb.find(keyOf(group, vlan));
  const member = entry?.ports.find((each) => isOf(each, port, station));
  if (entry === undefined || member === undefined) return;
  if (port.fastLeave) {
    if (!member.permanent) entry.remove(member);
    return;
  }
  const { querier, lastMemberCount, lastMemberInterval } = bridge.multicast;
  if (querier && !bridge.snooper.otherQuerier.isPending) {
    sendQuery(kernel, bridge, port, group);
    member.question.left = lastMemberCount - 1;
    if (member.question.left > 0) kernel.arm(member.question, lastMemberInterval * HUNDREDTH);
  }
  shorten(kernel, member, lastMemberCount * lastMemberInterval);
}

/** Somebody asks who is in a group, or in any (br_ip4_multicast_query). */
function hearQuery(kernel: Kernel, { bridge, port, vlan }: Origin, src: Ipv4, query: IgmpQuery): void {
  const { multicast } = bridge;
  const isV3 = query.version === 3;
  if (isV3 && multicast.igmpVersion === 3 && query.group !== 0 && query.suppress) return;
  const tenths = isV3 ? fromResponseCode(query.maxResponse) : query.maxResponse || 100;
  const group = !isV3 && query.maxResponse === 0 ? 0 : query.group;
  if (group === 0) return hearQuerier(kernel, bridge, port, src, tenths * 10);
  const entry = bridge.mdb.find(keyOf(group, vlan));
  if (entry === undefined) return;
  const wait = tenths * 10 * multicast.lastMemberCount;
  if (entry.hostJoined) shorten(kernel, entry, wait);
  for (const member of entry.ports)
    if (multicast.igmpVersion === 2 || member.mode === 'exclude') shorten(kernel, member, wait);
}

/** Another one asks the questions: the one with the lowest address does, and there is a router (br_ip4_multicast_query_received). */
function hearQuerier(kernel: Kernel, bridge: Bridge, port: BridgePort | null, src: Ipv4, wait: number): void {
  const { snooper, multicast } = bridge;
  const known = snooper.query.isPending || snooper.otherQuerier.isPending;
  if (known && snooper.querier !== 0 && src > snooper.querier) return;
  snooper.querier = src;
  if (!snooper.otherQuerier.isPending) snooper.answers.start(kernel, wait);
  snooper.otherQuerier.start(kernel, multicast.querierInterval);
  if (port !== null) markRouterPort(kernel, port);
  else if (multicast.router === ROUTER_TEMP_QUERY) snooper.routerTimer.start(kernel, multicast.querierInterval);
}

/** Who asks for members is known and had time to hear of all: frames go where they are wanted (br_multicast_querier_exists). */
export function hasQuerier({ snooper, multicast }: Bridge): boolean {
  return !snooper.answers.isPending && (multicast.querier || snooper.otherQuerier.isPending);
}

/** The host is taken to be a router of groups itself (br_multicast_is_router). */
export function isRouter({ snooper, multicast }: Bridge): boolean {
  return multicast.router === 2 || (multicast.router === ROUTER_TEMP_QUERY && snooper.routerTimer.isPending);
}

/** The members' station where multicast becomes unicast, else nobody in particular. */
export function stationOf({ port, station }: PortGroup): Mac | undefined {
  return port.mcastToUnicast && station !== BROADCAST_MAC ? station : undefined;
}
