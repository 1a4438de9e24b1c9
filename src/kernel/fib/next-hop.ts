import type { Ipv4 } from '../../net/ipv4.ts';
import type { Netns } from '../netns/netns.ts';
import { granted, type Result, refused } from '../result.ts';
import { isUnicastAddress } from './address-type.ts';
import { type FibResult, TYPE_ERRORS } from './fib.ts';
import { checkIpv6NextHop } from './ipv6/next-hop.ts';
import { type RouteRequest, RT_TABLE_MAIN } from './requests.ts';
import { type NextHop, type Route, SCOPES } from './route.ts';

/** Checks a next hop as the kernel does before it takes a route (fib_check_nh, net/ipv4/fib_semantics.c). */
export function checkNextHop(
  netns: Netns,
  hop: RouteRequest['nextHops'][number],
  scope: number,
  table: number | undefined,
): Result<NextHop> {
  const device = hop.ifindex === undefined ? null : (netns.devices.get(hop.ifindex) ?? null);
  if (hop.ifindex !== undefined && device === null) return refused('ENODEV');
  const weight = hop.weight ?? 1;
  if (typeof hop.gateway === 'bigint') return checkIpv6Gateway(netns, hop);
  // 0.0.0.0 is no gateway at all.
  const gateway = hop.gateway || undefined;
  if (gateway === undefined) {
    if (hop.onlink) return refused('EINVAL', 'Invalid flags for nexthop - PERVASIVE and ONLINK can not be set');
    if (device === null || !device.inet) return refused('ENODEV');
    if (!device.up) return refused('ENETDOWN', 'Device for nexthop is not up', device.upCause ?? device.cause);
    return granted({ gateway: undefined, device, weight, onlink: false });
  }
  if (hop.onlink) {
    if (scope >= SCOPES.link) return refused('EINVAL', 'Nexthop has invalid scope');
    if (device === null) return refused('ENODEV', 'Nexthop device required for onlink');
    if (!device.up) return refused('ENETDOWN', 'Nexthop device is not up', device.upCause ?? device.cause);
    if (!isUnicastAddress(netns, gateway)) return refused('EINVAL', 'Nexthop has invalid gateway');
    return granted({ gateway, device, weight, onlink: true });
  }
  // The way to the next hop has to be nearer than the destination.
  const nearer = Math.max(scope + 1, SCOPES.link);
  const query = { destination: gateway, ...(device === null ? {} : { oif: device.ifindex }) };
  // Only a table of one's own is looked in before the rules are asked.
  let answer: FibResult | undefined =
    table === undefined || table === RT_TABLE_MAIN
      ? undefined
      : lookupIn(netns, table, gateway, device?.ifindex ?? 0, nearer);
  // What forbids the way in this table may be allowed by the rules.
  if (answer === undefined || answer.route.type === 'throw' || answer.route.type in TYPE_ERRORS) {
    const looked = netns.fib.lookup(netns, query, nearer, true);
    if (looked.error !== undefined)
      return refused(looked.error, 'Nexthop has invalid gateway', looked.found?.route?.cause ?? device?.upCause);
    answer = looked.found;
  }
  const { route } = answer;
  if (route.type !== 'unicast' && route.type !== 'local')
    return refused('EINVAL', 'Nexthop has invalid gateway', route.cause);
  const out = answer.hop?.device ?? device;
  if (out === null || out === undefined) return refused('ENETUNREACH', 'Nexthop has invalid gateway');
  if (!out.up) return refused('ENETDOWN', undefined, out.upCause ?? out.cause);
  const isWire = route.scope === SCOPES.link;
  return granted({ gateway, device: device ?? out, weight, onlink: false, ...(isWire ? {} : { isOwnGateway: true }) });
}

/** An IPv6 router as the next hop of an IPv4 route (fib_check_nh_v6_gw). */
function checkIpv6Gateway(netns: Netns, hop: RouteRequest['nextHops'][number]): Result<NextHop> {
  const checked = checkIpv6NextHop(netns, hop);
  if (!checked.ok) return checked;
  const { device, weight, onlink, gateway } = checked.value;
  const ipv6 = { gateway: gateway!, carrierChanges: device.carrierChanges };
  return granted({ gateway: undefined, ipv6, device, weight, onlink });
}

/** Looks in one table. */
function lookupIn(netns: Netns, id: number, gateway: Ipv4, oif: number, scope: number) {
  const accepts = (each: Route) =>
    each.scope >= scope && (oif === 0 || each.nextHops.some((hop) => hop.device?.ifindex === oif));
  const found = netns.fib.find(id, gateway, accepts);
  return found === undefined ? undefined : { route: found, hop: found.nextHops[0], rule: undefined };
}
