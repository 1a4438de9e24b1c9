import {
  ALL_HOSTS,
  ALL_IGMPV3_ROUTERS,
  ALL_ROUTERS,
  type IgmpMessage,
  type IgmpQuery,
  type IgmpRecord,
} from '../../net/igmp.ts';
import { type Ipv4, isLocalMulticastIpv4 } from '../../net/ipv4.ts';
import { type Cause, NO_CAUSE } from '../cause.ts';
import { drop, emit } from '../emit.ts';
import { SCOPES } from '../fib/route.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import { joinMac, leaveMac } from '../link/groups.ts';
import type { Skb } from '../skb.ts';
import type { Timed, Timer } from '../timer.ts';
import { ipv4Of } from './hook.ts';
import { fromResponseCode, igmpSkb } from './igmp-packet.ts';
import { sendLocal } from './output.ts';
import { selectSource } from './source-address.ts';

/** Microseconds of a tick of the kernel's clock: delays are counted in ticks, and two are added to each. */
const TICK = 4_000;
const SECOND = 1_000_000;
/** What a host takes for granted of routers it has not heard of (IGMP_QUERY_INTERVAL, IGMP_QUERY_RESPONSE_INTERVAL). */
const QUERY_INTERVAL = 125 * SECOND;
const RESPONSE_INTERVAL = 10 * SECOND;

/** Less than `most` microseconds by chance, and two ticks (igmp_start_timer). */
function someDelay(kernel: Kernel, most: number): number {
  return (kernel.random(Math.max(1, Math.floor(most / TICK))) + 2) * TICK;
}

/** A group that a device is in (struct ip_mc_list). Only whole groups: no program here asks for single sources. */
export class Membership implements Timed {
  timer: Timer | null = null;
  users = 1;
  /** How many more reports it is worth without being asked: in version 1 and 2, and of its last change in version 3. */
  unsolicited = 0;
  changes = 0;
  /** The last report of the group on this network was this host's. */
  reporter = false;

  constructor(
    private readonly device: Device,
    readonly group: Ipv4,
    readonly cause: Cause,
  ) {}

  start(kernel: Kernel, most: number): void {
    kernel.arm(this, someDelay(kernel, most));
  }

  stop(): void {
    this.timer = null;
    this.reporter = false;
    this.unsolicited = 0;
  }

  /** The report is due (igmp_timer_expire). */
  expire(kernel: Kernel): void {
    const { device, group } = this;
    if (this.unsolicited > 0) {
      this.unsolicited--;
      if (this.unsolicited > 0) this.start(kernel, unsolicitedInterval(device));
    }
    this.reporter = true;
    const version = igmpVersionOf(device);
    if (version === 3) sendRecords(device, [{ type: 'is_ex', group }], this.cause);
    else send(device, group, { kind: 'igmp', type: version === 1 ? 'v1-report' : 'v2-report', group }, this.cause);
  }
}

/** A timer of a device: for its changes, or for its answer to a question about all groups (mr_ifc_timer, mr_gq_timer). */
class IgmpTimer implements Timed {
  timer: Timer | null = null;

  constructor(
    private readonly device: Device,
    private readonly name: 'changes' | 'answer',
  ) {}

  expire(): void {
    if (this.name === 'changes') sendChanges(this.device);
    else sendAll(this.device);
  }
}

/** What a device knows of IGMP (the fields of struct in_device that begin with mr_ and mc_). */
export class Igmp {
  readonly groups = new Map<Ipv4, Membership>();
  /** Groups that were left, and how often that is still to be told (mc_tomb). */
  readonly left = new Map<Ipv4, { changes: number; readonly cause: Cause }>();
  readonly changeTimer: IgmpTimer;
  readonly answerTimer: IgmpTimer;
  /** How many rounds of reports of changes are still due. */
  rounds = 0;
  /** Until when routers of version 1 and 2 are taken to be there. */
  v1Seen = 0;
  v2Seen = 0;
  /** How often reports are repeated, and how often routers ask: as a setting said when the device came up, or a router of version 3. */
  robustness = 0;
  queryInterval = QUERY_INTERVAL;

  constructor(device: Device) {
    this.changeTimer = new IgmpTimer(device, 'changes');
    this.answerTimer = new IgmpTimer(device, 'answer');
  }
}

const setting = (device: Device, name: string, byDefault: number) =>
  Number(device.netns.settings.get(`net/ipv4/${name}`) ?? byDefault);

const robustnessOf = (device: Device) => device.igmp.robustness || setting(device, 'igmp_qrv', 2);

/** The version that is spoken: the least that a router speaks, or the one that was forced (IGMP_V1_SEEN, IGMP_V2_SEEN). */
export function igmpVersionOf(device: Device): 1 | 2 | 3 {
  const { igmp, netns, conf } = device;
  const { now } = netns.kernel;
  const forced = netns.confAll.force_igmp_version || conf.force_igmp_version;
  if (forced === 1 || igmp.v1Seen > now) return 1;
  return forced === 2 || igmp.v2Seen > now ? 2 : 3;
}

function unsolicitedInterval(device: Device): number {
  const name =
    igmpVersionOf(device) === 3 ? 'igmpv3_unsolicited_report_interval' : 'igmpv2_unsolicited_report_interval';
  return device.conf[name] * 1000;
}

/** Membership in the group of all hosts goes without saying, and that in groups of the link where a setting says so. */
function isReported(device: Device, group: Ipv4): boolean {
  if (group === ALL_HOSTS) return false;
  return !isLocalMulticastIpv4(group) || setting(device, 'igmp_link_local_mcast_reports', 1) !== 0;
}

/** A device joins a group, once more if it is in it already (ip_mc_inc_group). */
export function joinInetGroup(device: Device, group: Ipv4, cause: Cause): void {
  const { igmp } = device;
  const known = igmp.groups.get(group);
  if (known !== undefined) {
    known.users++;
    return;
  }
  const membership = new Membership(device, group, cause);
  igmp.groups.set(group, membership);
  igmp.left.delete(group);
  joinMac(device, group);
  if (device.up) begin(device, membership);
}

/** A device leaves a group, for good if nobody else wants it (ip_mc_dec_group). */
export function leaveInetGroup(device: Device, group: Ipv4): void {
  const { igmp } = device;
  const membership = igmp.groups.get(group);
  if (membership === undefined) return;
  membership.users--;
  if (membership.users > 0) return;
  igmp.groups.delete(group);
  leaveMac(device, group);
  if (device.up) end(device, membership);
  else membership.stop();
}

/** Says that it is in a group (igmp_group_added). */
function begin(device: Device, membership: Membership): void {
  const { kernel } = device.netns;
  const { group } = membership;
  if (!isReported(device, group)) return;
  membership.unsolicited = setting(device, 'igmp_qrv', 2);
  if (igmpVersionOf(device) < 3) return membership.start(kernel, TICK);
  membership.changes = robustnessOf(device);
  tellChanges(device);
}

/** Says that it is in a group no longer (igmp_group_dropped). */
function end(device: Device, membership: Membership): void {
  const { igmp } = device;
  const { group, reporter, cause } = membership;
  if (!isReported(device, group)) return;
  membership.stop();
  const version = igmpVersionOf(device);
  if (version === 1) return;
  if (version === 2) {
    if (reporter) send(device, ALL_ROUTERS, { kind: 'igmp', type: 'leave', group }, cause);
    return;
  }
  igmp.left.set(group, { changes: robustnessOf(device), cause: device.netns.kernel.cause });
  tellChanges(device);
}

/** igmp_ifc_event. */
function tellChanges(device: Device): void {
  const { kernel } = device.netns;
  device.igmp.rounds = robustnessOf(device);
  kernel.arm(device.igmp.changeTimer, someDelay(kernel, TICK));
}

/** A device comes up: it is in the group of all hosts, and tells of all others (ip_mc_up). */
export function comeUp(device: Device): void {
  const { igmp } = device;
  igmp.robustness = setting(device, 'igmp_qrv', 2);
  igmp.queryInterval = QUERY_INTERVAL;
  joinInetGroup(device, ALL_HOSTS, device.upCause ?? NO_CAUSE);
  for (const membership of [...igmp.groups.values()].reverse()) {
    if (membership.group === ALL_HOSTS) continue;
    igmp.left.delete(membership.group);
    joinMac(device, membership.group);
    begin(device, membership);
  }
}

/** A device goes down: nobody can be told (ip_mc_down). */
export function goDown(device: Device): void {
  const { igmp } = device;
  for (const membership of igmp.groups.values()) {
    leaveMac(device, membership.group);
    membership.stop();
  }
  igmp.groups.delete(ALL_HOSTS);
  igmp.rounds = 0;
  igmp.changeTimer.timer = null;
  igmp.answerTimer.timer = null;
}

/** A device comes into another namespace, or loses IPv4: it is in no group (ip_mc_destroy_dev). */
export function forgetInetGroups(device: Device): void {
  for (const membership of device.igmp.groups.values()) membership.stop();
  device.igmp = new Igmp(device);
}

/** What has changed, in one report (igmpv3_send_cr), and again later (igmp_ifc_timer_expire). */
function sendChanges(device: Device): void {
  const { igmp, netns } = device;
  const records: IgmpRecord[] = [];
  let cause: Cause = NO_CAUSE;
  for (const [group, left] of igmp.left) {
    if (isReported(device, group)) records.push({ type: 'to_in', group });
    cause = left.cause;
    left.changes--;
    if (left.changes === 0) igmp.left.delete(group);
  }
  for (const membership of [...igmp.groups.values()].reverse()) {
    if (membership.changes === 0) continue;
    membership.changes--;
    records.push({ type: 'to_ex', group: membership.group });
    cause = membership.cause;
  }
  sendRecords(device, records, cause);
  if (igmp.rounds === 0) return;
  igmp.rounds--;
  netns.kernel.arm(igmp.changeTimer, someDelay(netns.kernel, unsolicitedInterval(device)));
}

/** All groups, as a router has asked (igmpv3_send_report). */
function sendAll(device: Device): void {
  const told = [...device.igmp.groups.values()].reverse().filter(({ group }) => isReported(device, group));
  const records = told.map(({ group }): IgmpRecord => ({ type: 'is_ex', group }));
  sendRecords(device, records, told[0]?.cause ?? NO_CAUSE);
}

function sendRecords(device: Device, records: readonly IgmpRecord[], cause: Cause): void {
  if (records.length === 0) return;
  send(device, ALL_IGMPV3_ROUTERS, { kind: 'igmp', type: 'v3-report', records }, cause);
}

/** Sends a message by a device; one of version 3 has an address of that very device, or none (igmpv3_get_srcaddr). */
function send(device: Device, destination: Ipv4, message: IgmpMessage, cause: Cause): void {
  if (!device.up) return;
  const { netns, ifindex } = device;
  const chosen = selectSource(device, 0, SCOPES.link);
  const isOwn = device.addresses.some(({ local }) => local === chosen);
  const src = message.type === 'v3-report' && !isOwn ? 0 : chosen;
  const loopsBack = isMember(device, destination);
  const way = { gateway: undefined, source: chosen, route: undefined, pathMtu: undefined, loopsBack };
  const skb = igmpSkb(netns.kernel, cause, src, destination, message);
  sendLocal(netns, skb, { kind: 'multicast', device, ...way }, ifindex);
}

/** A message of IGMP for this host (igmp_rcv). */
export function receiveIgmp(device: Device, skb: Skb): void {
  const { netns, igmp } = device;
  const message = ipv4Of(skb).payload as IgmpMessage;
  if (message.type === 'query') hearQuery(device, message);
  else if (message.type === 'v1-report' || message.type === 'v2-report') {
    // Somebody else has said it: one member is enough (igmp_heard_report). What never was on a wire is the host's own.
    if (skb.arrivesBy !== null && isReported(device, message.group)) igmp.groups.get(message.group)?.stop();
  } else return drop(netns, skb, 'deliver', 'UNHANDLED_PROTO', { device: device.name });
  if (netns.kernel.tracing) emit(netns, skb, 'deliver', 'consume', { device: device.name });
}

/** A router asks (igmp_heard_query). */
function hearQuery(device: Device, query: IgmpQuery): void {
  const { igmp, netns } = device;
  const { kernel } = netns;
  const isV1 = query.version < 3 && query.maxResponse === 0;
  let { group } = query;
  let most = fromResponseCode(query.maxResponse) * 100_000 || TICK;
  if (query.version < 3) {
    const seen = kernel.now + (igmp.robustness || 2) * igmp.queryInterval + RESPONSE_INTERVAL;
    if (isV1) igmp.v1Seen = seen;
    else igmp.v2Seen = seen;
    most = isV1 ? RESPONSE_INTERVAL : query.maxResponse * 100_000;
    if (isV1) group = 0;
    igmp.rounds = 0;
    igmp.changeTimer.timer = null;
    igmp.left.clear();
  } else if (igmpVersionOf(device) === 1) {
    most = RESPONSE_INTERVAL;
    group = 0;
  } else if (igmpVersionOf(device) === 3) {
    igmp.robustness = query.robustness || setting(device, 'igmp_qrv', 2);
    igmp.queryInterval = fromResponseCode(query.interval) * SECOND || QUERY_INTERVAL;
    if (group === 0) return answerLater(device, most);
  }
  for (const membership of igmp.groups.values()) {
    if ((group !== 0 && group !== membership.group) || !isReported(device, membership.group)) continue;
    membership.unsolicited = 0;
    if (membership.timer === null || membership.timer.at - kernel.now >= most) membership.start(kernel, most);
  }
}

/** igmp_gq_start_timer. */
function answerLater(device: Device, most: number): void {
  const { kernel } = device.netns;
  const { answerTimer } = device.igmp;
  const delay = someDelay(kernel, most);
  if (answerTimer.timer === null || answerTimer.timer.at > kernel.now + delay) kernel.arm(answerTimer, delay);
}

/** True when a packet to a group is for this device (ip_check_mc_rcu). */
export function isMember(device: Device, group: Ipv4): boolean {
  return device.igmp.groups.has(group);
}
