import type { Ipv4 } from '../../net/ipv4.ts';
import type { Family, Ip, Prefix } from '../../net/prefix.ts';
import type { Scope } from '../address/requests.ts';
import type { Cause } from '../cause.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';
import type { Metric } from './metrics.ts';

/** The tables every namespace has (rtnetlink(7)). */
export const RT_TABLE_DEFAULT = 253;
export const RT_TABLE_MAIN = 254;
export const RT_TABLE_LOCAL = 255;

/** Route types (RTN_*), in iproute2's words. */
export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'anycast'
  | 'multicast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'throw'
  | 'nat';

/** Who installed a route (RTPROT_*): a name of rt_protos or a number. */
export type RouteProtocol = 'unspec' | 'redirect' | 'kernel' | 'boot' | 'static' | 'dhcp' | 'ra' | number;

/** How much a router wants to be taken (RFC 4191 §2.1), of IPv6 routes. */
export type RouterPreference = 'low' | 'medium' | 'high';

/** One next hop of a route. */
export interface NextHopInfo {
  readonly gateway: Ip | undefined;
  readonly ifindex: number;
  readonly dev: string | undefined;
  readonly weight: number;
  readonly onlink: boolean;
  /** Its own realms, where it is one of several with any. */
  readonly realms?: number;
  readonly dead: boolean;
  /** It counts as dead only for lack of carrier (ignore_routes_with_linkdown). */
  readonly ignored?: boolean;
  readonly linkdown: boolean;
}

/** A route as RTM_GETROUTE dumps it. */
export interface RouteInfo {
  readonly family: Family;
  readonly table: number;
  readonly type: RouteType;
  readonly destination: Prefix;
  readonly tos: number;
  readonly scope: Scope;
  readonly protocol: RouteProtocol;
  readonly metric: number;
  readonly preferredSource: Ip | undefined;
  readonly mtu: number | undefined;
  /** The metrics, where it has some: of IPv4 its MTU is one of them. */
  readonly metrics?: readonly Metric[];
  /** Realms of source (upper 16 bits) and destination; absent for none. Kept and told, nothing counts by them. */
  readonly realms?: number;
  /** Of IPv6. */
  readonly preference?: RouterPreference;
  /** Of IPv6: the seconds it is still valid for, below zero where it only waits to be removed. */
  readonly expires?: number;
  /** The next hop object it uses. */
  readonly nhid?: number;
  readonly nextHops: readonly NextHopInfo[];
  readonly cause: Cause;
}

/** RTM_NEWROUTE / RTM_DELROUTE. Absent fields are not compared by a deletion. */
export interface RouteRequest {
  readonly family: Family;
  readonly destination: Prefix;
  readonly table?: number;
  readonly type?: RouteType;
  readonly scope?: Scope;
  readonly protocol?: RouteProtocol;
  readonly metric?: number;
  readonly tos?: number;
  readonly preferredSource?: Ip;
  /** As they were given, each as often. */
  readonly metrics?: readonly Metric[];
  /** None of these is looked at by a deletion; IPv4 does not have the last two. Seconds. */
  readonly realms?: number;
  readonly preference?: RouterPreference;
  readonly expires?: number;
  /** A next hop object instead of next hops. */
  readonly nhid?: number;
  readonly nextHops: readonly {
    readonly gateway?: Ip;
    readonly ifindex?: number;
    readonly weight?: number;
    readonly onlink?: boolean;
    readonly realms?: number;
  }[];
}

/** What a lookup is about (struct flowi4 and the fields of RTM_GETROUTE). */
export interface RouteQuery {
  readonly destination: Ip;
  readonly source?: Ip;
  readonly iif?: number;
  readonly oif?: number;
  /** The ifindex of the VRF it belongs to, where neither device tells (flowi_l3mdev). */
  readonly l3mdev?: number;
  readonly mark?: number;
  readonly tos?: number;
  readonly protocol?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** Only the wire itself is a way, no router (RTO_ONLINK, SO_DONTROUTE). */
  readonly onLink?: boolean;
  /** The user whose packet it is. */
  readonly uid?: number;
}

/** The answer to `ip route get`. */
export interface RouteAnswer {
  readonly type: RouteType;
  readonly destination: Ip;
  readonly gateway: Ip | undefined;
  readonly ifindex: number;
  readonly dev: string;
  /** The table the winner stands in, 0 where nothing was looked up. */
  readonly table: number;
  readonly source: Ip | undefined;
  readonly mtu: number | undefined;
  readonly metrics: readonly Metric[];
  readonly realms: number;
  /** Seconds for which a learned path MTU is still believed. */
  readonly expires: number | undefined;
  /** RTCF flags that `ip route get` prints after `cache`: local, broadcast, redirect … */
  readonly flags: readonly string[];
}

/** Why a route that was looked at did not win. */
export type RouteLoss =
  | 'prefix'
  | 'metric'
  | 'tos'
  | 'scope'
  | 'dead'
  | 'linkdown'
  | 'oif'
  | 'throw'
  | 'later-table'
  | 'suppressed';

/** A whole routing decision, for explanation: which rules were tried, which tables, who won and why the others lost. */
export interface RouteDecision {
  readonly query: RouteQuery;
  readonly rules: readonly {
    readonly rule: RuleInfo;
    readonly matched: boolean;
    readonly outcome: 'no match' | 'no route' | 'won' | 'refused';
  }[];
  readonly winner: RouteInfo | undefined;
  /** The VRF that the winner's table belongs to. */
  readonly vrf: string | undefined;
  /** Which of the winner's next hops was taken. */
  readonly nextHop: NextHopInfo | undefined;
  readonly losers: readonly { readonly route: RouteInfo; readonly why: RouteLoss }[];
}

/** Actions of a policy rule (FR_ACT_*). */
export type RuleAction =
  | 'lookup'
  | 'goto'
  | 'nop'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'anycast'
  | 'multicast'
  | 'throw'
  | 'nat';

/** A policy rule as RTM_GETRULE answers. */
export interface RuleInfo {
  readonly family: Family;
  readonly priority: number;
  readonly from: Prefix | undefined;
  readonly to: Prefix | undefined;
  readonly iif: string | undefined;
  readonly oif: string | undefined;
  readonly fwmark: number | undefined;
  readonly fwmask: number | undefined;
  /** The key of the tunnel that packets came out of. */
  readonly tunId: bigint | undefined;
  /** Users, the first to the last. */
  readonly uidRange: readonly [number, number] | undefined;
  readonly tos: number;
  readonly ipProtocol: number | undefined;
  readonly sourcePorts: readonly [number, number] | undefined;
  readonly destinationPorts: readonly [number, number] | undefined;
  readonly invert: boolean;
  readonly action: RuleAction;
  readonly table: number;
  readonly goto: number | undefined;
  readonly suppressPrefixLength: number | undefined;
  /** Routes through devices of this group are refused. */
  readonly suppressGroup: number | undefined;
  /** Realms of source (upper 16 bits) and destination; 0 for none. Kept and told, nothing counts by them. */
  readonly realms: number;
  /** It asks the table of the VRF that the packet belongs to (FRA_L3MDEV). */
  readonly l3mdev: boolean;
  readonly protocol: RouteProtocol;
  readonly cause: Cause;
}

/** RTM_NEWRULE / RTM_DELRULE; absent fields are not compared by a deletion. */
export type RuleRequest = { readonly family: Family } & {
  readonly [K in Exclude<keyof RuleInfo, 'family' | 'cause'>]?: NonNullable<RuleInfo[K]>;
};

/** A route as route(8) asks for it (struct rtentry). */
export interface OldRoute {
  readonly destination: Ipv4;
  readonly isHost: boolean;
  /** Of a network. */
  readonly mask: Ipv4;
  readonly gateway?: Ipv4;
  readonly isReject: boolean;
  /** A device or an alias of one. */
  readonly device?: string;
  readonly metric?: number;
  /** The largest segment of TCP and its header (RTF_MTU). */
  readonly mss?: number;
  readonly window?: number;
  /** The first guess of the round trip, in milliseconds: 16 bits. */
  readonly irtt?: number;
}

/** NLM_F_*: add CREATE|EXCL, append CREATE|APPEND, prepend CREATE, replace CREATE|REPLACE, change REPLACE, test EXCL. */
export type RouteAddMode = 'add' | 'append' | 'prepend' | 'replace' | 'change' | 'test';

/** Requests about routes (net/ipv4/fib_frontend.c). */
export interface RouteRequests {
  add(netns: Netns, request: RouteRequest, mode: RouteAddMode): Result;
  delete(netns: Netns, request: Partial<RouteRequest> & Pick<RouteRequest, 'family' | 'destination'>): Result;
  /** SIOCADDRT and SIOCDELRT: the main table, IPv4. */
  ioctl(netns: Netns, what: 'add' | 'delete', route: OldRoute): Result;
  /** All tables, in the kernel's dump order. A table number restricts it; ENOENT with extack when the table does not exist. */
  dump(netns: Netns, family: Family, table?: number): Result<readonly RouteInfo[]>;
  /** RTM_GETROUTE without RTM_F_FIB_MATCH. */
  get(netns: Netns, query: RouteQuery): Result<RouteAnswer>;
  /** Forgets what was learned of routes: path MTUs and redirects (rt_cache_flush, fnhe_genid_bump). */
  flushCache(netns: Netns): void;
  /** The same decision with its reasons; changes nothing. */
  explain(netns: Netns, query: RouteQuery): RouteDecision;
}

/** Requests about policy rules (net/core/fib_rules.c). */
export interface RuleRequests {
  /** `isExclusive` refuses a twin of a rule that is there (NLM_F_EXCL). */
  add(netns: Netns, request: RuleRequest, isExclusive?: boolean): Result;
  delete(netns: Netns, request: RuleRequest): Result;
  /** By priority. */
  dump(netns: Netns, family: Family): readonly RuleInfo[];
}
