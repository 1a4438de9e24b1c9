import type { Ip } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import type { RouteProtocol } from '../fib/requests.ts';

/** An address of another that a device answers for (struct pneigh_entry). */
export interface ProxyNeighbour {
  /** Counts on with each that is entered in a namespace. */
  readonly serial: number;
  readonly cause: Cause;
  /** It stays when the device loses its carrier. */
  readonly isPermanent: boolean;
  readonly externLearn: boolean;
  readonly protocol: RouteProtocol;
}

/** The list of the table that an address is kept in, of sixteen (pneigh_hash): by the last 32 bits, read as a little-endian machine does. */
function bucketOf(address: Ip): number {
  const word = Number(BigInt(address) & 0xffffffffn);
  let hash = ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  hash ^= hash >>> 16;
  hash ^= hash >>> 8;
  hash ^= hash >>> 4;
  return hash & 15;
}

/** The order in which the table is listed: list by list, the latest first (pneigh_dump_table). */
export function comparePlaces(a: readonly [Ip, ProxyNeighbour], b: readonly [Ip, ProxyNeighbour]): number {
  return bucketOf(a[0]) - bucketOf(b[0]) || b[1].serial - a[1].serial;
}
