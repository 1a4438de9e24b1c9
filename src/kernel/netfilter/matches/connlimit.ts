import type { Ipv4 } from '../../../net/ipv4.ts';
import type { Connection } from '../conntrack/connection.ts';
import { IPS_DYING } from '../conntrack/info.ts';
import type { HookContext } from '../context.ts';

/** A connection that the match has seen, with the address it counts for. */
interface Counted {
  readonly key: Ipv4;
  readonly connection: Connection;
}

/** `-m connlimit`: how many connections an address has (net/netfilter/xt_connlimit.c). `counted` is its state. */
export interface ConnlimitMatch {
  readonly kind: 'connlimit';
  readonly limit: number;
  /** Matches up to the limit instead of above it. */
  readonly upTo: boolean;
  readonly mask: Ipv4;
  /** The length of a mask of IPv6; never asked. */
  readonly bits?: number;
  readonly which: 'source' | 'destination';
  counted: Counted[];
}

export function matchConnlimit(match: ConnlimitMatch, { netns, packet, skb }: HookContext): boolean {
  const { connection } = skb;
  const address = match.which === 'source' ? packet.src : packet.dst;
  const key = (address & match.mask) >>> 0;
  const { now } = netns.kernel;
  match.counted = match.counted.filter((one) => one.connection === connection || isAlive(one.connection, now));
  if (connection !== null && !match.counted.some((one) => one.connection === connection && one.key === key)) {
    match.counted.push({ key, connection });
  }
  // A packet that is not tracked counts while it is looked at.
  const count = match.counted.filter((one) => one.key === key).length + (connection === null ? 1 : 0);
  return count > match.limit !== match.upTo;
}

/** Neither gone nor closed (nf_conncount_gc_list, already_closed). */
function isAlive(connection: Connection, now: number): boolean {
  if (!connection.confirmed || (connection.status & IPS_DYING) !== 0 || connection.timeout <= now) return false;
  const state = connection.tcp?.state;
  return state !== 'TIME_WAIT' && state !== 'CLOSE';
}
