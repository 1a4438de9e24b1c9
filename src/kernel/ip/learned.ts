import type { Ipv4 } from '../../net/ipv4.ts';
import { isSameInfo, type Route } from '../fib/route.ts';
import type { Netns } from '../netns/netns.ts';

/** net.ipv4.route.mtu_expires in microseconds: how long a learned path MTU is believed. */
const MTU_EXPIRES = 600_000_000;

/**
 * What was learned about one destination (struct fib_nh_exception). It belongs to the way that its packets took, is good for
 * all routes that say the same, and goes with the route.
 */
export interface Learned {
  /** The virtual time when it is forgotten. */
  readonly expires: number;
  readonly route: Route;
}

/** The largest packet that gets through to a destination. */
export interface LearnedMtu extends Learned {
  readonly mtu: number;
}

/** Packets to a destination were too large somewhere on their way (ip_rt_update_pmtu). */
export function learnPathMtu(netns: Netns, destination: Ipv4, mtu: number): void {
  const { found } = netns.fib.lookup(netns, { destination });
  if (found === undefined) return;
  netns.pathMtus.set(destination, { mtu, expires: netns.kernel.now + MTU_EXPIRES, route: found.route });
}

/** The learned MTU of the way to a destination by a route. */
export function learnedMtu(netns: Netns, destination: Ipv4, route: Route | undefined): LearnedMtu | undefined {
  return stillGood(netns, netns.pathMtus.get(destination), route);
}

/** What was learned, if it has not expired and is about this route (find_exception). */
export function stillGood<T extends Learned>(netns: Netns, learned: T | undefined, route?: Route): T | undefined {
  if (learned === undefined || route === undefined || learned.expires <= netns.kernel.now) return undefined;
  return isInstalled(netns, learned.route) && isSameInfo(learned.route, route) ? learned : undefined;
}

function isInstalled({ fib }: Netns, route: Route): boolean {
  return fib.tables.get(route.table)?.at(route.address, route.length).includes(route) === true;
}
