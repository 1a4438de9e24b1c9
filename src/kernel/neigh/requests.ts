import type { Mac } from '../../net/mac.ts';
import type { Family, Ip } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import type { RouteProtocol } from '../fib/requests.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';
import type { NeighParms } from './parms.ts';

/** Neighbour states (NUD_*), in iproute2's words. */
export type NudState =
  | 'NONE'
  | 'INCOMPLETE'
  | 'REACHABLE'
  | 'STALE'
  | 'DELAY'
  | 'PROBE'
  | 'FAILED'
  | 'NOARP'
  | 'PERMANENT';

/** A neighbour entry as RTM_GETNEIGH answers. */
export interface NeighbourInfo {
  readonly family: Family;
  readonly destination: Ip;
  readonly ifindex: number;
  readonly dev: string;
  readonly mac: Mac | undefined;
  readonly state: NudState;
  readonly router: boolean;
  /** Someone else learned it, and looks after it (NTF_EXT_LEARNED). */
  readonly externLearn: boolean;
  /** It is kept resolved (NTF_EXT_MANAGED). */
  readonly managed: boolean;
  /** Who made it. */
  readonly protocol: RouteProtocol;
  readonly proxy: boolean;
  /** Virtual times in microseconds. */
  readonly used: number;
  readonly confirmed: number;
  readonly updated: number;
  readonly probes: number;
  /** How many wait for the entry, beside the table: its timer. */
  readonly references: number;
  readonly cause: Cause;
}

/** RTM_NEWNEIGH. */
export interface NewNeighbour {
  readonly ifindex: number;
  readonly destination: Ip;
  readonly mac?: Mac;
  readonly state?: NudState;
  readonly proxy?: boolean;
  readonly router?: boolean;
  readonly externLearn?: boolean;
  /** It is looked for at once, or for good; its state and MAC stay out of it (NTF_USE, NTF_EXT_MANAGED). */
  readonly use?: boolean;
  readonly managed?: boolean;
  readonly protocol?: RouteProtocol;
}

/** Requests about neighbours (net/core/neighbour.c). */
export interface NeighbourRequests {
  add(netns: Netns, request: NewNeighbour, mode: 'add' | 'replace' | 'change'): Result;
  delete(
    netns: Netns,
    request: { readonly ifindex: number; readonly destination: Ip; readonly proxy?: boolean },
  ): Result;
  /** Sorted by device and address, because the kernel's own order is that of a randomly seeded hash. NOARP entries included. */
  dump(netns: Netns, family: Family): readonly NeighbourInfo[];
  /** The addresses of others that are answered for (NTF_PROXY), in the same order. */
  proxies(netns: Netns, family: Family): readonly NeighbourInfo[];
  /** The parameters of both tables and of all devices, the latest device first (neightbl_dump_info). */
  tables(netns: Netns): readonly NeighTableInfo[];
  /** Changes parameters of a device, times rounded up to ticks (neightbl_set); ENOENT for what is none. */
  setParms(netns: Netns, family: Family, ifindex: number, parms: Partial<NeighParms>): Result;
}

export type { NeighParms };

/** How neighbours are looked for: on a device, or on those to come. */
export interface NeighTableInfo {
  readonly family: Family;
  readonly ifindex: number | undefined;
  readonly dev: string | undefined;
  readonly parms: Readonly<NeighParms>;
}
