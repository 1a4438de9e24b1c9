import { type Ipv4, maskOf } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import type { Ip } from '../../net/prefix.ts';
import type { Scope } from '../address/requests.ts';
import type { Cause } from '../cause.ts';
import type { Device } from '../link/device.ts';
import { type Metric, NO_METRICS, sameMetrics } from './metrics.ts';
import type { Nexthop } from './nexthop/nexthop.ts';
import type { RouteInfo, RouteProtocol, RouteType } from './requests.ts';

/** Numbers of scopes (rtnetlink(7)): the larger, the nearer. */
export const SCOPES = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;

/** The number of a scope. */
export function scopeNumber(scope: Scope): number {
  return typeof scope === 'number' ? scope : SCOPES[scope];
}

/** The name of a scope's number, or the number. */
export function scopeOf(number: number): Scope {
  for (const [name, value] of Object.entries(SCOPES)) if (value === number) return name as Scope;
  return number;
}

/** One next hop (struct fib_nh). */
export interface NextHop {
  readonly gateway: Ipv4 | undefined;
  /** The gateway is this host: it is shown, but packets go to their destination by themselves (nhc_scope in rt_set_nexthop). */
  readonly isOwnGateway?: true;
  /** A next hop that is an IPv6 router (RFC 5549), with the carrier changes of its device up to then. */
  readonly ipv6?: { readonly gateway: Ipv6; readonly carrierChanges: number };
  readonly device: Device | null;
  readonly weight: number;
  readonly onlink: boolean;
  /** Realms of its own, as one of several (nh_tclassid). */
  readonly realms?: number;
}

/** The gateway that packets are sent to. */
export function usedGateway(hop: NextHop | undefined): Ipv4 | undefined {
  return hop?.isOwnGateway ? undefined : hop?.gateway;
}

/** The address of the next router, of either family. */
export function gatewayOf(hop: NextHop | undefined): Ip | undefined {
  return hop?.ipv6?.gateway ?? hop?.gateway;
}

/** True when two next hops of a route are one and the same way (nh_comp). */
export function isSameHop(a: NextHop, b: NextHop): boolean {
  return (
    gatewayOf(a) === gatewayOf(b) &&
    a.device === b.device &&
    a.weight === b.weight &&
    a.onlink === b.onlink &&
    a.realms === b.realms
  );
}

/** True when two routes say the same of different destinations, or of one (fib_find_info). */
export function isSameInfo(a: Route, b: Route): boolean {
  return (
    a.type === b.type &&
    a.scope === b.scope &&
    a.object === b.object &&
    a.protocol === b.protocol &&
    a.preferredSource === b.preferredSource &&
    a.realms === b.realms &&
    sameMetrics(a.metrics, b.metrics) &&
    a.nextHops.length === b.nextHops.length &&
    a.nextHops.every((hop, i) => isSameHop(hop, b.nextHops[i]!))
  );
}

/** Without carrier; by an IPv6 router only once the carrier has gone, since the check leaves the flag out (fib_check_nh_v6_gw). */
function isLinkDown({ device, ipv6 }: NextHop): boolean {
  if (device === null || (device.up && device.carrier)) return false;
  return ipv6 === undefined || ipv6.carrierChanges !== device.carrierChanges;
}

/** A route (struct fib_alias with its fib_info). */
export class Route {
  /** Of its metrics what packets are measured by. */
  readonly mtu: number | undefined;
  /** Nothing learned later changes it, and packets are fragmented rather than sent with DF. */
  readonly mtuLocked: boolean;

  constructor(
    readonly table: number,
    readonly type: RouteType,
    readonly address: Ipv4,
    readonly length: number,
    readonly tos: number,
    readonly scope: number,
    readonly protocol: RouteProtocol,
    readonly metric: number,
    readonly preferredSource: Ipv4 | undefined,
    readonly nextHops: readonly NextHop[],
    readonly cause: Cause,
    /** The next hop object it uses: its hops are then that one's. */
    readonly object: Nexthop | undefined = undefined,
    readonly metrics: readonly Metric[] = NO_METRICS,
    /** Realms of source (upper 16 bits) and destination, 0 for none. */
    readonly realms = 0,
  ) {
    const mtu = metrics.find(({ name }) => name === 'mtu');
    this.mtu = mtu?.value as number | undefined;
    this.mtuLocked = mtu?.locked === true;
  }

  matches(address: Ipv4): boolean {
    return ((address ^ this.address) & maskOf(this.length)) === 0;
  }

  /** A route of host scope never dies with its device, nor does one with an object, which is gone by then (fib_sync_down_dev). */
  private get followsDevice(): boolean {
    return this.scope !== SCOPES.host && this.object === undefined;
  }

  /** The device of one of its next hops has no carrier, and is told to count as no way then. */
  ignores(hop: NextHop): boolean {
    return hop.device?.carrier === false && hop.device.ignoresLinkdown && this.followsDevice && isLinkDown(hop);
  }

  /** The TTL of packets that are sent by it, where it says one (ip4_dst_hoplimit). */
  get hopLimit(): number | undefined {
    const value = this.metrics.find(({ name }) => name === 'hoplimit')?.value;
    return typeof value === 'number' && value > 0 ? value : undefined;
  }

  info(): RouteInfo {
    return {
      family: 4,
      table: this.table,
      // What uses an object that is a blackhole is one itself (fib_dump_info).
      type: this.object?.isBlackhole ? 'blackhole' : this.type,
      destination: { address: this.address, length: this.length },
      tos: this.tos,
      scope: scopeOf(this.scope),
      protocol: this.protocol,
      metric: this.metric,
      preferredSource: this.preferredSource,
      mtu: this.mtu,
      ...(this.metrics.length > 0 ? { metrics: this.metrics } : {}),
      ...(this.realms === 0 ? {} : { realms: this.realms }),
      ...(this.object === undefined ? {} : { nhid: this.object.id }),
      nextHops: this.nextHops.map((hop) => ({
        gateway: gatewayOf(hop),
        ifindex: hop.device?.ifindex ?? 0,
        dev: hop.device?.name,
        weight: hop.weight,
        onlink: hop.onlink,
        ...(hop.realms === undefined ? {} : { realms: hop.realms }),
        dead: (this.followsDevice && hop.device !== null && !hop.device.up) || this.ignores(hop),
        ...(this.ignores(hop) ? { ignored: true } : {}),
        linkdown: this.followsDevice && isLinkDown(hop),
      })),
      cause: this.cause,
    };
  }
}
