import type { Ipv4 } from '../../net/ipv4.ts';
import { networkOf } from '../../net/ipv4.ts';
import type { Family } from '../../net/prefix.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { notify } from '../notice/notices.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { isLocalAddress } from './address-type.ts';
import { explainRoute } from './explain.ts';
import { getRoute } from './get.ts';
import { Ipv6Routes } from './ipv6/requests.ts';
import { metricsFit, routeMetrics } from './metrics.ts';
import { checkNextHop } from './next-hop.ts';
import { checkRouteVia } from './nexthop/check.ts';
import type { Nexthop } from './nexthop/nexthop.ts';
import { flushNexthops } from './nexthop/table.ts';
import {
  type OldRoute,
  type RouteAddMode,
  type RouteAnswer,
  type RouteDecision,
  type RouteInfo,
  type RouteQuery,
  type RouteRequest,
  type RouteRequests,
  type RouteType,
  RT_TABLE_LOCAL,
  RT_TABLE_MAIN,
} from './requests.ts';
import { gatewayOf, isSameInfo, type NextHop, Route, SCOPES, scopeNumber } from './route.ts';
import { routeOf } from './route-ioctl.ts';
import { checkEcn } from './tos.ts';

/** Types that need no next hop. */
const WITHOUT_HOPS: ReadonlySet<RouteType> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw', 'nat']);

/** The scope that a type of route has at least (fib_props[]). */
const LEAST_SCOPE: Partial<Record<RouteType, number>> = {
  local: SCOPES.host,
  broadcast: SCOPES.link,
  anycast: SCOPES.link,
  nat: SCOPES.nowhere,
};

/** rtnetlink's requests about routes (net/ipv4/fib_frontend.c, fib_semantics.c, fib_trie.c). */
export class Routes implements RouteRequests {
  private readonly ipv6: Ipv6Routes;

  constructor(private readonly kernel: Kernel) {
    this.ipv6 = new Ipv6Routes(kernel);
  }

  add(netns: Netns, request: RouteRequest, mode: RouteAddMode): Result {
    if (request.family === 6) return this.ipv6.add(netns, request, mode);
    const { address, length } = request.destination as { address: Ipv4; length: number };
    const valid = checkDestination(request);
    if (!valid.ok) return valid;
    // The table is there from now on, whatever becomes of the route.
    const table = netns.fib.table(tableOf(request));
    const made = this.make(netns, request);
    if (!made.ok) return made;
    const route = made.value;
    const twins = table.at(address, length).filter((other) => other.tos === route.tos && other.metric === route.metric);
    const first = twins[0];
    const same = twins.find((other) => isSameInfo(other, route));
    if (first !== undefined && (mode === 'add' || mode === 'test')) return refused('EEXIST', undefined, first.cause);
    if (mode === 'test') return refused('ENOENT');
    if (first !== undefined && (mode === 'replace' || mode === 'change')) {
      if (same !== undefined) return same === first ? DONE : refused('EEXIST', undefined, same.cause);
      table.insert(route, false);
      table.remove(first);
    } else if (first === undefined && mode === 'change') return refused('ENOENT');
    else {
      if (same !== undefined) return refused('EEXIST', undefined, same.cause);
      table.insert(route, mode === 'append');
    }
    if (route.type === 'local') netns.fib.customLocalRoutes = true;
    this.kernel.changed(netns, 'route', 'new', nameOf(route));
    notify(netns, () => ({ group: 'route', info: route.info() }));
    return DONE;
  }

  private make(netns: Netns, request: RouteRequest): Result<Route> {
    const type = request.type ?? 'unicast';
    const { address, length } = request.destination as { address: Ipv4; length: number };
    const scope = request.scope !== undefined ? scopeNumber(request.scope) : defaultScope(type, request);
    if (scope < (LEAST_SCOPE[type] ?? SCOPES.global)) return refused('EINVAL', 'Invalid scope');
    const object = request.nhid ? netns.fib.nexthops.byId.get(request.nhid) : undefined;
    if (request.nhid && object === undefined) return refused('EINVAL', 'Nexthop id does not exist');
    const isMultipath = request.nextHops.length > 1;
    const [firstHop] = request.nextHops;
    if (isMultipath && request.realms && request.realms !== firstHop?.realms)
      return refused('EINVAL', 'Nexthop class id does not match RTA_FLOW');
    const metrics = routeMetrics(request.metrics);
    if (!metrics.ok) return metrics;
    const checked = this.hopsOf(netns, request, type, scope, object);
    if (!checked.ok) return checked;
    const hops = checked.value;
    // 0.0.0.0 prefers none.
    const preferredSource = request.preferredSource || undefined;
    if (
      hops.length > 0 &&
      !WITHOUT_HOPS.has(type) &&
      preferredSource !== undefined &&
      !isLocal(netns, preferredSource as Ipv4, type, address)
    )
      return refused('EINVAL', 'Invalid prefsrc address');
    return granted(
      new Route(
        tableOf(request),
        type,
        address,
        length,
        request.tos ?? 0,
        scope,
        request.protocol ?? 'boot',
        request.metric ?? 0,
        preferredSource as Ipv4 | undefined,
        hops,
        this.kernel.cause,
        object,
        metrics.value,
        isMultipath ? undefined : (firstHop?.realms ?? request.realms),
      ),
    );
  }

  private hopsOf(
    netns: Netns,
    request: RouteRequest,
    type: RouteType,
    scope: number,
    object: Nexthop | undefined,
  ): Result<readonly NextHop[]> {
    const { nextHops } = request;
    if (object !== undefined) return hopsOfObject(object, type, scope);
    if (WITHOUT_HOPS.has(type))
      return nextHops.length === 0
        ? granted([])
        : refused('EINVAL', 'Gateway, device and multipath can not be specified for this route type');
    if (scope > SCOPES.host) return refused('EINVAL', 'Invalid scope');
    if (nextHops.length === 0) return refused('ENODEV');
    if (scope === SCOPES.host) return hostHops(netns, nextHops);
    const hops = new Array<NextHop>(nextHops.length);
    for (const [i, hop] of nextHops.entries()) {
      const checked = checkNextHop(netns, hop, scope, request.table);
      if (!checked.ok) return checked;
      hops[i] = nextHops.length > 1 && hop.realms ? { ...checked.value, realms: hop.realms } : checked.value;
    }
    return granted(netns.fib.shared(hops));
  }

  delete(netns: Netns, request: Partial<RouteRequest> & Pick<RouteRequest, 'family' | 'destination'>): Result {
    if (request.family === 6) return this.ipv6.delete(netns, request);
    const { address, length } = request.destination as { address: Ipv4; length: number };
    const valid = checkDestination(request);
    if (!valid.ok) return valid;
    if (request.nhid && !netns.fib.nexthops.byId.has(request.nhid))
      return refused('EINVAL', 'Nexthop id does not exist');
    const id =
      request.table ?? (request.type === 'local' || request.type === 'broadcast' ? RT_TABLE_LOCAL : RT_TABLE_MAIN);
    const table = netns.fib.tables.get(id);
    if (table === undefined) return refused('ESRCH', 'FIB table does not exist');
    const route = table.at(address, length).find((each) => fits(each, request));
    if (route === undefined) return refused('ESRCH');
    table.remove(route);
    this.kernel.changed(netns, 'route', 'delete', nameOf(route));
    notify(netns, () => ({ group: 'route', info: route.info() }), true);
    return DONE;
  }

  ioctl(netns: Netns, what: 'add' | 'delete', route: OldRoute): Result {
    const request = routeOf(netns, what, route);
    if (!request.ok) return request;
    return what === 'add' ? this.add(netns, request.value, 'prepend') : this.delete(netns, request.value);
  }

  dump(netns: Netns, family: Family, table?: number): Result<readonly RouteInfo[]> {
    if (family === 6) return this.ipv6.dump(netns, table);
    if (table !== undefined && !netns.fib.tables.has(table)) return refused('ENOENT', 'ipv4: FIB table does not exist');
    // Tables are in 256 lists by their last eight bits, the latest first (fib_new_table).
    const tables = [...netns.fib.tables.values()]
      .reverse()
      .filter((each) => table === undefined || each.id === table)
      .sort((a, b) => (a.id & 255) - (b.id & 255));
    return granted(tables.flatMap((each) => each.dump().map((route) => route.info())));
  }

  get(netns: Netns, query: RouteQuery): Result<RouteAnswer> {
    return getRoute(netns, query);
  }

  flushCache(netns: Netns): void {
    netns.pathMtus.clear();
    netns.redirects.clear();
  }

  explain(netns: Netns, query: RouteQuery): RouteDecision {
    return explainRoute(netns, query);
  }
}

/** The destination as `ip route` names it, for change notices. */
export function nameOf(route: Route): string {
  const { destination } = route.info();
  return `${destination.address}/${destination.length}`;
}

function defaultScope(type: RouteType, request: RouteRequest): number {
  if (type === 'local' || type === 'nat') return SCOPES.host;
  if (type === 'broadcast' || type === 'multicast' || type === 'anycast') return SCOPES.link;
  if (type !== 'unicast') return SCOPES.global;
  return request.nextHops.some((hop) => hop.gateway !== undefined) ? SCOPES.global : SCOPES.link;
}

function fits(route: Route, request: Partial<RouteRequest>): boolean {
  const { type, scope, protocol, metric, tos, preferredSource, nextHops } = request;
  if (type !== undefined && type !== route.type) return false;
  if (scope !== undefined && scope !== 'nowhere' && scopeNumber(scope) !== route.scope) return false;
  if (protocol !== undefined && protocol !== route.protocol) return false;
  if (metric !== undefined && metric !== 0 && metric !== route.metric) return false;
  if ((tos ?? 0) !== route.tos) return false;
  if (!metricsFit(route.metrics, request.metrics)) return false;
  if (preferredSource && preferredSource !== route.preferredSource) return false;
  if (request.nhid) return request.nhid === route.object?.id;
  if (route.object !== undefined) return (nextHops ?? []).length === 0;
  // Next hops with weights are the whole list (fib_nh_match); one without is compared with the first.
  const wholeList = nextHops?.some((hop) => hop.weight !== undefined) === true;
  if (wholeList && nextHops.length !== route.nextHops.length) return false;
  return (nextHops ?? []).every((hop, i) => {
    const mine = route.nextHops[i];
    return (
      mine !== undefined &&
      (hop.gateway === undefined || (hop.gateway === 0 && !wholeList) || hop.gateway === gatewayOf(mine)) &&
      (hop.ifindex === undefined || hop.ifindex === mine.device?.ifindex) &&
      (!hop.realms || hop.realms === (mine.realms ?? route.realms))
    );
  });
}

function isLocal(netns: Netns, address: Ipv4, type: RouteType, destination: Ipv4): boolean {
  if (type === 'local' && address === destination) return true;
  return isLocalAddress(netns, address);
}

/**
 * A device went down, or left for good where `all`: removes every route that leaves by it. While it is only down, local
 * routes stay, and so does a route that has another next hop alive (fib_disable_ip, fib_sync_down_dev).
 */
export function flushDevice(netns: Netns, device: Device, all: boolean): void {
  netns.fib.ipv6.flush(device, all);
  flushNexthops(device);
  flushIpv4(netns, device, all);
}

/** The same for IPv4 alone. */
export function flushIpv4(netns: Netns, device: Device, all: boolean): void {
  for (const table of netns.fib.tables.values())
    for (const route of table.dump()) {
      // A next hop object takes its routes along when it goes, and they stay as long as it does.
      if (route.object !== undefined || !route.nextHops.some((hop) => hop.device === device)) continue;
      if (!all && (route.scope === SCOPES.host || route.nextHops.some((hop) => hop.device?.up))) continue;
      table.remove(route);
    }
}

function tableOf({ table, type = 'unicast' }: RouteRequest): number {
  if (table !== undefined) return table;
  return type === 'local' || type === 'broadcast' || type === 'nat' || type === 'anycast'
    ? RT_TABLE_LOCAL
    : RT_TABLE_MAIN;
}

/** The next hop of a route of scope host: a device, up or not (fib_create_info). */
function hostHops(netns: Netns, nextHops: RouteRequest['nextHops']): Result<readonly NextHop[]> {
  const [hop] = nextHops;
  if (nextHops.length > 1) return refused('EINVAL', 'Route with host scope can not have multiple nexthops');
  if (hop!.gateway !== undefined) return refused('EINVAL', 'Route with host scope can not have a gateway');
  const device = hop!.ifindex === undefined ? undefined : netns.devices.get(hop!.ifindex);
  if (device === undefined) return refused('ENODEV');
  return granted([{ gateway: undefined, device, weight: hop!.weight ?? 1, onlink: false }]);
}

/** The next hops of an object; routes that lead nowhere take any (fib_create_info). */
function hopsOfObject(object: Nexthop, type: RouteType, scope: number): Result<readonly NextHop[]> {
  if (WITHOUT_HOPS.has(type)) return granted(object.hops);
  if (scope > SCOPES.host) return refused('EINVAL', 'Invalid scope');
  const checked = checkRouteVia(object, scope);
  return checked.ok ? granted(object.hops) : checked;
}

/** What is looked at before anything else (rtm_to_fib_config). */
function checkDestination(request: Pick<RouteRequest, 'destination' | 'tos' | 'nhid'> & Partial<RouteRequest>): Result {
  const { destination, tos = 0, nhid, nextHops = [] } = request;
  const tosChecked = checkEcn(tos);
  if (!tosChecked.ok) return tosChecked;
  const address = destination.address as Ipv4;
  if (networkOf(address, destination.length) !== address)
    return refused('EINVAL', 'Invalid prefix for given prefix length');
  if (nhid && nextHops.length > 0)
    return refused('EINVAL', 'Nexthop specification and nexthop id are mutually exclusive');
  return DONE;
}
