import type { Family, Ip } from '../../../net/prefix.ts';
import type { Scope } from '../../address/requests.ts';
import type { Cause } from '../../cause.ts';
import type { Netns } from '../../netns/netns.ts';
import type { Result } from '../../result.ts';
import type { RouteProtocol } from '../requests.ts';

/** One entry of a group (struct nexthop_grp). */
export interface NexthopMember {
  readonly id: number;
  /** 1 to 256. */
  readonly weight: number;
}

/** A next hop object as RTM_GETNEXTHOP answers. */
export interface NexthopInfo {
  readonly id: number;
  /** Undefined for groups. */
  readonly family: Family | undefined;
  readonly gateway: Ip | undefined;
  readonly ifindex: number | undefined;
  readonly dev: string | undefined;
  readonly blackhole: boolean;
  readonly onlink: boolean;
  /** For the forwarding tables of VXLAN devices, not for routes. */
  readonly fdb: boolean;
  readonly group: readonly NexthopMember[] | undefined;
  /** Of a resilient group; times in virtual microseconds. */
  readonly resilient?: {
    readonly buckets: number;
    readonly idleTimer: number;
    readonly unbalancedTimer: number;
    readonly unbalancedTime: number;
  };
  readonly scope: Scope;
  readonly protocol: RouteProtocol;
  readonly cause: Cause;
}

/** RTM_NEWNEXTHOP and RTM_DELNEXTHOP; a deletion takes an id and nothing else. */
export interface NexthopRequest {
  /** Absent or 0: the kernel chooses one. */
  readonly id?: number;
  readonly family?: Family;
  readonly gateway?: Ip;
  readonly ifindex?: number;
  readonly blackhole?: boolean;
  readonly onlink?: boolean;
  readonly fdb?: boolean;
  readonly group?: readonly NexthopMember[];
  /** Makes a group resilient; times in virtual microseconds. */
  readonly resilient?: {
    readonly buckets?: number;
    readonly idleTimer?: number;
    readonly unbalancedTimer?: number;
  };
  readonly protocol?: RouteProtocol;
}

/** A bucket of a resilient group (RTM_NEWNEXTHOPBUCKET). */
export interface BucketInfo {
  readonly group: number;
  readonly index: number;
  /** Virtual microseconds since a packet came. */
  readonly idleTime: number;
  /** The next hop object that flows take. */
  readonly nexthop: number;
}

/** What a dump of buckets is restricted to. */
export interface BucketFilter {
  readonly group?: number | undefined;
  readonly nexthop?: number | undefined;
  readonly ifindex?: number | undefined;
  readonly master?: number | undefined;
}

/** What a dump is restricted to. */
export interface NexthopFilter {
  readonly family?: Family | undefined;
  readonly ifindex?: number | undefined;
  /** The bridge whose ports' objects are meant. */
  readonly master?: number | undefined;
  readonly groups?: boolean | undefined;
}

/** Requests about next hop objects (net/ipv4/nexthop.c). */
export interface NexthopRequests {
  /** `add` as NLM_F_CREATE|EXCL, `replace` as CREATE|REPLACE. */
  add(netns: Netns, request: NexthopRequest, mode: 'add' | 'replace'): Result;
  delete(netns: Netns, request: NexthopRequest): Result;
  get(netns: Netns, id: number): Result<NexthopInfo>;
  /** By id. */
  dump(netns: Netns, filter?: NexthopFilter): readonly NexthopInfo[];
  bucket(netns: Netns, group: number, index: number): Result<BucketInfo>;
  /** By group and index. */
  buckets(netns: Netns, filter: BucketFilter): Result<readonly BucketInfo[]>;
}
