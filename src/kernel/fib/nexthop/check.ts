import type { Ipv4 } from '../../../net/ipv4.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import { checkIpv6NextHop } from '../ipv6/next-hop.ts';
import { checkNextHop } from '../next-hop.ts';
import { SCOPES } from '../route.ts';
import type { Member, Nexthop, Single } from './nexthop.ts';
import type { NexthopRequest } from './requests.ts';

/** What is looked at before anything is made (rtm_to_nh_config, nexthop_add). */
export function checkRequest(netns: Netns, request: NexthopRequest, mode: 'add' | 'replace'): Result {
  const fitting = checkAttributes(request);
  if (!fitting.ok) return fitting;
  if (mode === 'replace' && !request.id) return refused('EINVAL', 'Replace requires nexthop id');
  const { ifindex, gateway, onlink } = request;
  return ifindex === undefined ? DONE : checkDevice(netns, ifindex, onlink === true && gateway === undefined);
}

/** What does not go together, whatever there is. */
function checkAttributes(request: NexthopRequest): Result {
  const { family, gateway, ifindex, blackhole, onlink, fdb, group } = request;
  if (family === undefined && group === undefined) return refused('EINVAL', 'Invalid address family');
  if (fdb && (ifindex !== undefined || blackhole))
    return refused('EINVAL', 'Fdb attribute can not be used with encap, oif or blackhole');
  if (fdb && onlink) return refused('EINVAL', 'Unsupported nexthop flags in ancillary header');
  if (group !== undefined && request.resilient?.buckets === 0)
    return refused('EINVAL', 'Number of buckets needs to be non-0');
  if (group !== undefined) return family === undefined ? DONE : refused('EINVAL', 'Invalid family for group');
  if (blackhole)
    return gateway === undefined && ifindex === undefined
      ? DONE
      : refused('EINVAL', 'Blackhole attribute can not be used with gateway, oif, encap or fdb');
  if (fdb) return DONE;
  if (ifindex === undefined)
    return refused('EINVAL', 'Device attribute required for non-blackhole and non-fdb nexthops');
  return DONE;
}

function checkDevice(netns: Netns, ifindex: number, isOnlinkAlone: boolean): Result {
  const device = netns.devices.get(ifindex);
  if (device === undefined) return refused('EINVAL', 'Invalid device index');
  if (!device.up) return refused('ENETDOWN', 'Nexthop device is not up', device.upCause ?? device.cause);
  if (!device.carrier) return refused('ENETDOWN', 'Carrier for nexthop device is down', device.wire?.upCause);
  return isOnlinkAlone ? refused('EINVAL', 'ONLINK flag can not be set for nexthop without a gateway') : DONE;
}

/** The members of a group (nh_check_attr_group). */
export function checkGroup(netns: Netns, { group = [], fdb = false }: NexthopRequest): Result<readonly Member[]> {
  const members: Member[] = [];
  for (const [i, { id }] of group.entries())
    if (group.some((other, j) => j > i && other.id === id))
      return refused('EINVAL', 'Nexthop id can not be used twice in a group');
  for (const { id, weight } of group) {
    const nexthop = netns.fib.nexthops.byId.get(id);
    if (nexthop === undefined) return refused('EINVAL', 'Invalid nexthop id');
    const { cause } = nexthop.info();
    if (nexthop.isGroup) {
      const kind = nexthop.resilient === undefined ? 'Hash-threshold' : 'Resilient';
      return refused('EINVAL', `${kind} group can not be a nexthop within a group`, cause);
    }
    if (nexthop.isBlackhole && group.length > 1)
      return refused('EINVAL', 'Blackhole nexthop can not be used in a group with more than 1 path', cause);
    if (fdb && !nexthop.fdb) return refused('EINVAL', 'FDB nexthop group can only have fdb nexthops', cause);
    if (fdb && members.length > 0 && members[0]!.nexthop.family !== nexthop.family)
      return refused('EINVAL', 'FDB nexthop group cannot have mixed family nexthops', cause);
    if (!fdb && nexthop.fdb) return refused('EINVAL', 'Non FDB nexthop group cannot have fdb nexthops', cause);
    members.push({ nexthop, weight });
  }
  return granted(members);
}

/** A single next hop of either family (nh_create_ipv4, nh_create_ipv6). */
export function checkSingle(netns: Netns, request: NexthopRequest): Result<Single> {
  const { family = 4, onlink = false, fdb = false, blackhole = false } = request;
  const rest = { family, blackhole, fdb };
  if (blackhole) {
    const { loopback } = netns;
    if (!loopback.up) return refused('ENETDOWN', 'Device for nexthop is not up', loopback.upCause ?? loopback.cause);
    if (onlink && family === 4)
      return refused('EINVAL', 'Invalid flags for nexthop - PERVASIVE and ONLINK can not be set');
    const hop = { gateway: undefined, device: loopback, weight: 1, onlink };
    return granted({ ...rest, hop, scope: SCOPES.global });
  }
  return family === 4 ? checkIpv4(netns, request, rest) : checkIpv6(netns, request, rest);
}

type Rest = Omit<Single, 'hop' | 'scope'>;

function checkIpv4(netns: Netns, request: NexthopRequest, rest: Rest): Result<Single> {
  const { ifindex, onlink = false } = request;
  const gateway = (request.gateway as Ipv4 | undefined) || undefined;
  if (rest.fdb)
    return granted({ ...rest, hop: { gateway, device: null, weight: 1, onlink: false }, scope: SCOPES.link });
  const asked = { ifindex: ifindex!, onlink, ...(gateway === undefined ? {} : { gateway }) };
  const checked = checkNextHop(netns, asked, SCOPES.global, undefined);
  if (!checked.ok) return checked;
  return granted({ ...rest, hop: { ...checked.value, onlink }, scope: scopeOfHop(netns, asked) });
}

/** How near a next hop is: its own device's, or what the route to the gateway says (fib_check_nh). */
function scopeOfHop(netns: Netns, hop: { gateway?: Ipv4; ifindex: number; onlink: boolean }): number {
  if (hop.gateway === undefined) return SCOPES.host;
  if (hop.onlink) return SCOPES.link;
  const { found } = netns.fib.lookup(netns, { destination: hop.gateway, oif: hop.ifindex }, SCOPES.link, true);
  return found?.route.scope ?? SCOPES.link;
}

function checkIpv6(netns: Netns, request: NexthopRequest, rest: Rest): Result<Single> {
  const { ifindex, onlink = false } = request;
  const gateway = (request.gateway as bigint | undefined) || undefined;
  const none = { gateway: undefined, weight: 1, onlink };
  if (rest.fdb) {
    const hop = { ...none, device: null, ...(gateway === undefined ? {} : { ipv6: { gateway, carrierChanges: 0 } }) };
    return granted({ ...rest, hop, scope: SCOPES.link });
  }
  const asked = { ifindex: ifindex!, onlink, ...(gateway === undefined ? {} : { gateway }) };
  const checked = checkIpv6NextHop(netns, asked);
  if (!checked.ok) return checked;
  const { device } = checked.value;
  const ipv6 = gateway === undefined ? {} : { ipv6: { gateway, carrierChanges: device.carrierChanges } };
  return granted({ ...rest, hop: { ...none, device, ...ipv6 }, scope: SCOPES.link });
}

/** Whether routes of a scope may use an object (fib_check_nexthop). */
export function checkRouteVia(nexthop: Nexthop, scope: number): Result {
  if (nexthop.fdb) return refused('EINVAL', 'Route cannot point to a fdb nexthop', nexthop.info().cause);
  if (nexthop.isGroup && scope === SCOPES.host)
    return refused('EINVAL', 'Route with host scope can not have multiple nexthops');
  const [hop] = nexthop.hops;
  if (scope === SCOPES.host && (hop?.gateway !== undefined || hop?.ipv6 !== undefined))
    return refused('EINVAL', 'Route with host scope can not have a gateway');
  if (hop?.onlink && scope >= SCOPES.link) return refused('EINVAL', 'Scope mismatch with nexthop');
  return DONE;
}
