import type { Family } from '../../net/prefix.ts';
import type { Kernel } from '../kernel.ts';

/** How neighbours are looked for on a device, a set for each family (struct neigh_parms). Times are in milliseconds. */
export interface NeighParms {
  /** How long one that answered counts as reachable; the kernel takes half to one and a half of it by chance. */
  baseReachable: number;
  /** Between two questions. */
  retrans: number;
  gcStale: number;
  /** How long traffic may show that a stale one is there, before it is asked. */
  delayProbe: number;
  /** What may wait for an answer, counted in packets of full size. */
  queueBytes: number;
  /** Questions left to a program. */
  appProbes: number;
  /** Questions to the known address, then to all; and to all again where the known one stays silent. */
  unicastProbes: number;
  multicastProbes: number;
  multicastReprobes: number;
  anycastDelay: number;
  proxyDelay: number;
  proxyQueue: number;
  locktime: number;
  probeInterval: number;
}

/** What the kernel counts a packet of full size as (SKB_TRUESIZE(ETH_FRAME_LEN)). */
export const FULL_PACKET = 2090;

/** The parameters a new device begins with (neigh_parms_alloc). */
export function neighParmsOf({ neighDefaults }: Kernel): Record<Family, NeighParms> {
  return { 4: { ...neighDefaults[4] }, 6: { ...neighDefaults[6] } };
}

/** The parameters of a machine that has just started (arp_tbl, nd_tbl). */
export function defaultNeighParms(family: Family): NeighParms {
  return {
    baseReachable: 30_000,
    retrans: 1000,
    gcStale: 60_000,
    delayProbe: 5000,
    queueBytes: 212_992,
    appProbes: 0,
    unicastProbes: 3,
    multicastProbes: 3,
    multicastReprobes: 0,
    anycastDelay: 1000,
    proxyDelay: 800,
    proxyQueue: 64,
    locktime: family === 4 ? 1000 : 0,
    probeInterval: 5000,
  };
}
