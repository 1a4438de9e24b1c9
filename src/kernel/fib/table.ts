import type { Ipv4 } from '../../net/ipv4.ts';
import type { Route } from './route.ts';
import { NONE, PrefixTrie } from './trie.ts';

/** The routes of one prefix. Nearly always there is one, which needs no list. */
type Routes = Route | readonly Route[];

/** One routing table: routes by prefix, the longest prefix found first (net/ipv4/fib_trie.c). */
export class FibTable {
  private readonly trie = new PrefixTrie();
  /** By the number of the prefix in the trie. */
  private readonly routes: (Routes | undefined)[] = [];
  size = 0;
  /** How many of the routes are of type local. */
  locals = 0;

  constructor(readonly id: number) {}

  /** The routes of one prefix, best first: by falling TOS, then rising metric. */
  at(address: Ipv4, length: number): readonly Route[] {
    return listOf(this.routes[this.trie.at(address, length)]);
  }

  /** Puts a route before (`append` false) or behind those with its TOS and metric. */
  insert(route: Route, append: boolean): void {
    const node = this.trie.add(route.address, route.length);
    const list = listOf(this.routes[node]);
    const isBehind = (other: Route) =>
      other.tos < route.tos ||
      (other.tos === route.tos && (append ? other.metric > route.metric : other.metric >= route.metric));
    const index = list.findIndex(isBehind);
    while (this.routes.length <= node) this.routes.push(undefined);
    this.routes[node] = list.length === 0 ? route : list.toSpliced(index < 0 ? list.length : index, 0, route);
    this.size++;
    if (route.type === 'local') this.locals++;
  }

  remove(route: Route): void {
    const node = this.trie.at(route.address, route.length);
    const list = listOf(this.routes[node]);
    if (!list.includes(route)) return;
    const rest = list.filter((other) => other !== route);
    this.routes[node] = rest.length > 1 ? rest : rest[0];
    if (rest.length === 0) this.trie.remove(node);
    this.size--;
    if (route.type === 'local') this.locals--;
  }

  /** Routes whose prefix contains the address, longest prefix first. */
  *candidates(address: Ipv4): Generator<Route> {
    for (let node = this.trie.longest(address); node !== NONE; node = this.trie.shorter(node))
      yield* listOf(this.routes[node]);
  }

  /** The first candidate that `accepts` takes: the fast path of `candidates`. */
  find(address: Ipv4, accepts: (route: Route) => boolean): Route | undefined {
    for (let node = this.trie.longest(address); node !== NONE; node = this.trie.shorter(node)) {
      const routes = this.routes[node]!;
      if (!isList(routes)) {
        if (accepts(routes)) return routes;
      } else for (const route of routes) if (accepts(route)) return route;
    }
    return undefined;
  }

  /** All routes in the kernel's dump order: by address, for one address the longer prefix first. */
  dump(): Route[] {
    const all: Route[] = [];
    for (const node of this.trie) all.push(...listOf(this.routes[node]));
    return all;
  }
}

const NO_ROUTES: readonly Route[] = Object.freeze([]);

function isList(routes: Routes): routes is readonly Route[] {
  return Array.isArray(routes);
}

function listOf(routes: Routes | undefined): readonly Route[] {
  if (routes === undefined) return NO_ROUTES;
  return isList(routes) ? routes : [routes];
}
