import type { Ipv6 } from '../../../net/ipv6.ts';
import type { Cause } from '../../cause.ts';
import type { Device } from '../../link/device.ts';
import type { NextHopInfo, RouteInfo, RouteProtocol, RouterPreference, RouteType } from '../requests.ts';

/** The metrics of routes that a user adds and that the kernel brings (IP6_RT_PRIO_USER, IP6_RT_PRIO_ADDRCONF). */
export const METRIC_USER = 1024;
export const METRIC_KERNEL = 256;
/** What everybody takes for ever, in seconds (INFINITY_LIFE_TIME). */
export const FOREVER = 0xffffffff;
const SECOND = 1_000_000;

/** One next hop (struct fib6_nh); a route that refuses leaves by lo. */
export interface Ipv6NextHop {
  readonly gateway: Ipv6 | undefined;
  readonly device: Device;
  readonly weight: number;
  readonly onlink: boolean;
}

/** An IPv6 route (struct fib6_info with its siblings as further next hops). IPv6 is configured and shown, not yet forwarded. */
export class Ipv6Route {
  constructor(
    readonly table: number,
    readonly type: RouteType,
    readonly address: Ipv6,
    readonly length: number,
    readonly protocol: RouteProtocol,
    readonly metric: number,
    readonly preferredSource: Ipv6 | undefined,
    readonly mtu: number | undefined,
    readonly nextHops: readonly Ipv6NextHop[],
    readonly cause: Cause,
    readonly preference: RouterPreference = 'medium',
    /** When it ceases to be valid, in virtual time; undefined for never. */
    readonly expires: number | undefined = undefined,
  ) {}

  /** The same route by other next hops. */
  with(nextHops: readonly Ipv6NextHop[]): Ipv6Route {
    const { table, type, address, length, protocol, metric, preferredSource: source, mtu, cause } = this;
    const { preference, expires } = this;
    return new Ipv6Route(
      table,
      type,
      address,
      length,
      protocol,
      metric,
      source,
      mtu,
      nextHops,
      cause,
      preference,
      expires,
    );
  }

  covers(address: Ipv6): boolean {
    return networkOf(address, this.length) === this.address;
  }

  /** True for one of several routes to a destination that share its packets (rt6_qualify_for_ecmp). */
  get sharesPackets(): boolean {
    return this.nextHops[0]?.gateway !== undefined;
  }

  /** `now` is the virtual time for which it tells how long it is still valid; without it, as of one that goes, it does not. */
  info(now?: number): RouteInfo {
    const { table, type, length, protocol, metric, preferredSource, mtu, cause, preference } = this;
    const destination = { address: this.address, length };
    const nextHops = this.nextHops.map((hop) => hopInfo(hop, type));
    const base = { family: 6, table, type, destination, tos: 0, scope: 'global' } as const;
    const expires =
      this.expires === undefined || now === undefined ? {} : { expires: Math.trunc((this.expires - now) / SECOND) + 0 };
    return { ...base, protocol, metric, preferredSource, mtu, nextHops, cause, preference, ...expires };
  }
}

function hopInfo({ gateway, device, weight, onlink }: Ipv6NextHop, type: RouteType): NextHopInfo {
  const { ifindex, name: dev, isLoopback } = device;
  // The routes of its own addresses know nothing of a device that is down, as they are made then.
  const isOwn = isLoopback || type === 'local';
  const down = !isOwn && !device.up;
  return {
    gateway,
    ifindex,
    dev,
    weight,
    onlink,
    dead: down,
    linkdown: down || (!isOwn && !(device.carrier && device.isOperUp)),
  };
}

/** The first `length` bits of an address (ipv6_addr_prefix). */
export function networkOf(address: Ipv6, length: number): Ipv6 {
  const host = BigInt(128 - length);
  return (address >> host) << host;
}

/** Main before local (by table id modulo 256), then the order of fib6_walk: what lies below a prefix before the prefix. */
export function inDumpOrder(a: Ipv6Route, b: Ipv6Route): number {
  if (a.table !== b.table) return (a.table & 255) - (b.table & 255);
  const shorter = Math.min(a.length, b.length);
  const within = networkOf(a.address, shorter) === networkOf(b.address, shorter);
  if (within) return b.length - a.length || a.metric - b.metric;
  return a.address < b.address ? -1 : 1;
}
