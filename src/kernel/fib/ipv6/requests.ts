import type { Ipv6 } from '../../../net/ipv6.ts';
import { formatPrefix } from '../../../net/prefix.ts';
import type { Kernel } from '../../kernel.ts';
import type { Netns } from '../../netns/netns.ts';
import { notify } from '../../notice/notices.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import { type RouteInfo, type RouteRequest, type RouteRequests, type RouteType, RT_TABLE_MAIN } from '../requests.ts';
import { RouteExpiry } from './expiry.ts';
import { checkIpv6NextHop, isSource } from './next-hop.ts';
import { FOREVER, type Ipv6NextHop, Ipv6Route, inDumpOrder, METRIC_USER, networkOf } from './route.ts';

const SECOND = 1_000_000;

/** Types that refuse packets: their routes leave by lo (RTF_REJECT). */
const REFUSING: ReadonlySet<RouteType> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

/** rtnetlink's requests about IPv6 routes (net/ipv6/route.c, ip6_fib.c). */
export class Ipv6Routes {
  constructor(private readonly kernel: Kernel) {}

  /** ip6_route_add, fib6_add_rt2node. */
  add(netns: Netns, request: RouteRequest, mode: Parameters<RouteRequests['add']>[2]): Result {
    const made = this.make(netns, request);
    if (!made.ok) return made;
    const route = made.value;
    const fib = netns.fib.ipv6;
    const twins = fib.at(route.table, route.address, route.length).filter((each) => each.metric === route.metric);
    const first = twins[0];
    if (mode === 'test' && first === undefined) return refused('ENOENT');
    if ((mode === 'add' || mode === 'test') && first !== undefined) return refused('EEXIST', undefined, first.cause);
    if (mode === 'replace' || mode === 'change') return this.replace(netns, route, twins, mode);
    const same = twins.find((each) => sharesHop(each, route));
    if (same !== undefined) return refused('EEXIST', undefined, same.cause);
    const sibling = route.sharesPackets ? twins.find((each) => each.sharesPackets) : undefined;
    if (sibling === undefined) fib.insert(route);
    else fib.exchange(sibling, sibling.with([...sibling.nextHops, ...route.nextHops]));
    return this.tell(netns, 'new', route);
  }

  private replace(netns: Netns, route: Ipv6Route, twins: readonly Ipv6Route[], mode: 'replace' | 'change'): Result {
    const fib = netns.fib.ipv6;
    const old = twins.find((each) => each.sharesPackets === route.sharesPackets) ?? twins[0];
    if (old !== undefined) fib.exchange(old, route);
    else if (mode === 'change') return refused('ENOENT', 'Can not replace route - no match found');
    else fib.insert(route);
    return this.tell(netns, 'new', route);
  }

  /** ip6_route_info_create: the destination loses its host bits, a missing metric is that of users. */
  private make(netns: Netns, request: RouteRequest): Result<Ipv6Route> {
    const type = request.type ?? 'unicast';
    const { length } = request.destination;
    const address = networkOf(request.destination.address as Ipv6, length);
    const hops = hopsOf(netns, request, type);
    if (!hops.ok) return hops;
    const source = request.preferredSource as Ipv6 | undefined;
    if (source !== undefined && !isSource(netns, source, hops.value[0]!.device))
      return refused('EINVAL', 'Invalid source address');
    const table = request.table ?? RT_TABLE_MAIN;
    const metric = request.metric || METRIC_USER;
    const protocol = request.protocol ?? 'boot';
    const { cause } = this.kernel;
    // What refuses packets is no router's.
    const preference = REFUSING.has(type) ? undefined : request.preference;
    return granted(
      new Ipv6Route(
        table,
        type,
        address,
        length,
        protocol,
        metric,
        source,
        request.metrics?.findLast(({ name }) => name === 'mtu')?.value as number | undefined,
        hops.value,
        cause,
        preference,
        this.expiryOf(request.expires, type),
      ),
    );
  }

  /** When a route ceases to be valid; those that refuse packets always are (ip6_route_info_create). */
  private expiryOf(seconds: number | undefined, type: RouteType): number | undefined {
    if (seconds === undefined || seconds === FOREVER || REFUSING.has(type)) return undefined;
    return this.kernel.now + seconds * SECOND;
  }

  /** ip6_route_del: the type is not compared; a gateway takes only its own next hop away. */
  delete(netns: Netns, request: Partial<RouteRequest> & Pick<RouteRequest, 'family' | 'destination'>): Result {
    const { length } = request.destination;
    const address = networkOf(request.destination.address as Ipv6, length);
    const table = request.table ?? RT_TABLE_MAIN;
    const wanted = request.nextHops ?? [];
    const fib = netns.fib.ipv6;
    const route = fib
      .at(table, address, length)
      .sort((a, b) => a.metric - b.metric)
      .find((each) => fits(each, request) && wanted.every((hop) => each.nextHops.some((mine) => isHop(mine, hop))));
    if (route === undefined) return refused('ESRCH');
    const byGateway = wanted.some((hop) => hop.gateway !== undefined);
    const rest = byGateway ? route.nextHops.filter((mine) => !wanted.some((hop) => isHop(mine, hop))) : [];
    if (rest.length === 0) fib.remove(route);
    else fib.exchange(route, route.with(rest));
    return this.tell(netns, 'delete', route);
  }

  dump(netns: Netns, table: number | undefined): Result<readonly RouteInfo[]> {
    const fib = netns.fib.ipv6;
    if (table !== undefined && !fib.tables.has(table)) return refused('ENOENT', 'ipv6: FIB table does not exist');
    const routes = fib.routes.filter((route) => table === undefined || route.table === table);
    // A command takes no time here: on Linux the last whole second has begun when it asks.
    const now = this.kernel.now + 1;
    return granted(routes.sort(inDumpOrder).map((route) => route.info(now)));
  }

  private tell(netns: Netns, change: 'new' | 'delete', route: Ipv6Route): Result {
    if (change === 'new' && route.expires !== undefined) {
      netns.fib.ipv6.expiry ??= new RouteExpiry(netns);
      netns.fib.ipv6.expiry.start(this.kernel);
    }
    this.kernel.changed(netns, 'route', change, formatPrefix(route.info().destination));
    const isGone = change === 'delete';
    notify(netns, () => ({ group: 'route', info: route.info(isGone ? undefined : this.kernel.now) }), isGone);
    return DONE;
  }
}

function hopsOf(netns: Netns, request: RouteRequest, type: RouteType): Result<Ipv6NextHop[]> {
  if (REFUSING.has(type)) return granted([{ gateway: undefined, device: netns.loopback, weight: 1, onlink: false }]);
  if (request.nextHops.length === 0) return refused('ENODEV');
  const hops: Ipv6NextHop[] = [];
  for (const hop of request.nextHops) {
    const checked = checkIpv6NextHop(netns, hop);
    if (!checked.ok) return checked;
    hops.push(checked.value);
  }
  return granted(hops);
}

/** rt6_duplicate_nexthop. */
function sharesHop(a: Ipv6Route, b: Ipv6Route): boolean {
  return a.nextHops.some((mine) =>
    b.nextHops.some((other) => mine.device === other.device && mine.gateway === other.gateway),
  );
}

function isHop(mine: Ipv6NextHop, hop: RouteRequest['nextHops'][number]): boolean {
  return (
    (hop.gateway === undefined || hop.gateway === mine.gateway) &&
    (hop.ifindex === undefined || hop.ifindex === mine.device.ifindex)
  );
}

function fits(route: Ipv6Route, { metric, protocol }: Partial<RouteRequest>): boolean {
  return (!metric || metric === route.metric) && (protocol === undefined || protocol === route.protocol);
}
