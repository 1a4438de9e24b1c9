import type { Family } from '../../net/prefix.ts';

/** How neighbours are looked for on a device, a set for each family (struct neigh_parms). Times are in milliseconds. Frozen: most devices share theirs. */
export interface NeighParms {
  /** How long one that answered counts as reachable; the kernel takes half to one and a half of it by chance. */
  readonly baseReachable: number;
  /** Between two questions. */
  readonly retrans: number;
  readonly gcStale: number;
  /** How long traffic may show that a stale one is there, before it is asked. */
  readonly delayProbe: number;
  /** What may wait for an answer, counted in packets of full size. */
  readonly queueBytes: number;
  /** Questions left to a program. */
  readonly appProbes: number;
  /** Questions to the known address, then to all; and to all again where the known one stays silent. */
  readonly unicastProbes: number;
  readonly multicastProbes: number;
  readonly multicastReprobes: number;
  readonly anycastDelay: number;
  readonly proxyDelay: number;
  readonly proxyQueue: number;
  readonly locktime: number;
  readonly probeInterval: number;
}

/** What the kernel counts a packet of full size as (SKB_TRUESIZE(ETH_FRAME_LEN)). */
export const FULL_PACKET = 2090;

function defaultsOf(family: Family): NeighParms {
  return Object.freeze({
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
  });
}

/** The parameters of a machine that has just started (arp_tbl, nd_tbl). */
export const DEFAULT_NEIGH_PARMS: Readonly<Record<Family, NeighParms>> = Object.freeze({
  4: defaultsOf(4),
  6: defaultsOf(6),
});

/** The parameters of both families with some of one replaced. */
export function withParms(
  parms: Readonly<Record<Family, NeighParms>>,
  family: Family,
  change: Partial<NeighParms>,
): Readonly<Record<Family, NeighParms>> {
  return Object.freeze({ ...parms, [family]: Object.freeze({ ...parms[family], ...change }) });
}
