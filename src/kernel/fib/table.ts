import { type Ipv4, networkOf } from '../../net/ipv4.ts';
import type { Route } from './route.ts';

/**
 * One routing table: routes by prefix, the longest prefix found first. A hash for each prefix length in use makes a
 * lookup cost at most 33 probes, whatever the number of routes.
 */
export class FibTable {
  private readonly byLength: (Map<Ipv4, Route[]> | undefined)[] = new Array(33);
  private lengths: number[] = [];
  size = 0;
  /** How many of the routes are of type local. */
  locals = 0;

  constructor(readonly id: number) {}

  /** The routes of one prefix, best first: by falling TOS, then rising metric. */
  at(address: Ipv4, length: number): readonly Route[] {
    return this.byLength[length]?.get(address) ?? [];
  }

  /** Puts a route before (`append` false) or behind those with its TOS and metric. */
  insert(route: Route, append: boolean): void {
    const { address, length } = route;
    let bucket = this.byLength[length];
    if (bucket === undefined) {
      bucket = new Map();
      this.byLength[length] = bucket;
    }
    if (bucket.size === 0) this.lengths = [...this.lengths, length].sort((a, b) => b - a);
    const list = bucket.get(address);
    this.size++;
    if (route.type === 'local') this.locals++;
    if (list === undefined) {
      bucket.set(address, [route]);
      return;
    }
    const isBehind = (other: Route) =>
      other.tos < route.tos ||
      (other.tos === route.tos && (append ? other.metric > route.metric : other.metric >= route.metric));
    const index = list.findIndex(isBehind);
    list.splice(index < 0 ? list.length : index, 0, route);
  }

  remove(route: Route): void {
    const bucket = this.byLength[route.length];
    const list = bucket?.get(route.address);
    const index = list?.indexOf(route) ?? -1;
    if (bucket === undefined || list === undefined || index < 0) return;
    list.splice(index, 1);
    this.size--;
    if (route.type === 'local') this.locals--;
    if (list.length > 0) return;
    bucket.delete(route.address);
    if (bucket.size === 0) this.lengths = this.lengths.filter((length) => length !== route.length);
  }

  /** Routes whose prefix contains the address, longest prefix first. */
  *candidates(address: Ipv4): Generator<Route> {
    for (const length of this.lengths) yield* this.at(networkOf(address, length), length);
  }

  /** The first candidate that `accepts` takes: the fast path of `candidates`. */
  find(address: Ipv4, accepts: (route: Route) => boolean): Route | undefined {
    for (const length of this.lengths) {
      const list = this.byLength[length]!.get(networkOf(address, length));
      if (list === undefined) continue;
      for (const route of list) if (accepts(route)) return route;
    }
    return undefined;
  }

  /** All routes in the kernel's dump order: by address, for one address the longer prefix first. */
  dump(): Route[] {
    const all = this.lengths.flatMap((length) => [...this.byLength[length]!.values()].flat());
    return all.sort((a, b) => a.address - b.address || b.length - a.length);
  }
}
