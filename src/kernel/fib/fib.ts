import type { Ipv4 } from '../../net/ipv4.ts';
import type { Errno } from '../errno.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { Ipv6Fib } from './ipv6/table.ts';
import { multipathHash } from './multipath.ts';
import { NexthopTable } from './nexthop/table.ts';
import {
  type RouteLoss,
  type RouteQuery,
  RT_TABLE_DEFAULT,
  RT_TABLE_LOCAL,
  RT_TABLE_MAIN,
  type RuleAction,
  type RuleInfo,
} from './requests.ts';
import { isSameHop, type NextHop, type Route, SCOPES } from './route.ts';
import { kernelRule, ruleMatches } from './rule.ts';
import { FibTable } from './table.ts';

/** What a lookup found: a route and which next hop, or the error that a route or rule gives. */
export interface FibResult {
  readonly route: Route;
  readonly hop: NextHop | undefined;
  readonly rule: RuleInfo | undefined;
}

export type FibAnswer =
  | { readonly found: FibResult; readonly error: undefined }
  | { readonly found: FibResult | undefined; readonly error: Errno; readonly rule?: RuleInfo };

/** Errors of route types and rule actions (fib_props[], fib4_rule_action). */
export const TYPE_ERRORS: Partial<Record<string, Errno>> = {
  blackhole: 'EINVAL',
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
};
const ACTION_ERRORS: Partial<Record<RuleAction, Errno>> = {
  blackhole: 'EINVAL',
  unreachable: 'ENETUNREACH',
  prohibit: 'EACCES',
};

const KERNEL_RULES: readonly RuleInfo[] = [
  kernelRule(4, 0, RT_TABLE_LOCAL),
  kernelRule(4, 32766, RT_TABLE_MAIN),
  kernelRule(4, 32767, RT_TABLE_DEFAULT),
];

/** The forwarding information base of a namespace: tables and the rules that choose among them. */
export class Fib {
  readonly tables = new Map<number, FibTable>();
  readonly ipv6 = new Ipv6Fib();
  readonly nexthops = new NexthopTable();
  rules: RuleInfo[] = [...KERNEL_RULES];
  /** The next hops of the route that was made last: those of the next one are often the same, and one list will do. */
  private latestHops: readonly NextHop[] = [];
  /** The tables of VRFs. */
  readonly vrfTables = new Set<number>();
  /** True once a rule was added or removed: the fast paths that know the three default rules no longer hold. */
  customRules = false;
  /** Set for good by the first local route of a user's (fib_has_custom_local_routes). */
  customLocalRoutes = false;

  table(id: number): FibTable {
    let table = this.tables.get(id);
    if (table === undefined) {
      // Both are one trie as long as no rule stands between them (fib_new_table).
      if (id === RT_TABLE_LOCAL && !this.customRules) this.table(RT_TABLE_MAIN);
      table = new FibTable(id);
      this.tables.set(id, table);
    }
    return table;
  }

  /**
   * The best route of a table to an address. As long as nobody changed the rules, main and local are one trie in the kernel
   * (fib_unmerge): the longer prefix wins, whichever of the two it is in.
   */
  find(id: number, address: Ipv4, accepts: (route: Route) => boolean): Route | undefined {
    const merged = !this.customRules && (id === RT_TABLE_LOCAL || id === RT_TABLE_MAIN);
    if (!merged) return this.tables.get(id)?.find(address, accepts);
    const local = this.tables.get(RT_TABLE_LOCAL)?.find(address, accepts);
    if (local?.length === 32) return local;
    const main = this.tables.get(RT_TABLE_MAIN)?.find(address, accepts);
    return local === undefined || (main !== undefined && main.length > local.length) ? main : local;
  }

  /** The same next hops, in the list of an earlier route where that has them (fib_find_info). */
  shared(hops: readonly NextHop[]): readonly NextHop[] {
    const latest = this.latestHops;
    const same =
      hops.length === latest.length && hops.every((hop, i) => hop.ipv6 === undefined && isSameHop(hop, latest[i]!));
    if (!same) this.latestHops = hops;
    return this.latestHops;
  }

  /** What an address is to this host (inet_addr_type); undefined for what no route leads to. */
  typeOf(address: Ipv4, table = RT_TABLE_LOCAL): Route['type'] | undefined {
    return this.find(table, address, isAlive)?.type;
  }

  /** True when no lookup at all can take the address for one of this host. Cheap, and says false when in doubt. */
  isSurelyForeign(address: Ipv4): boolean {
    if (this.customRules) return false;
    for (const table of this.tables.values()) {
      if (table.locals === 0) continue;
      if (table.id !== RT_TABLE_LOCAL || table.find(address, isLocal) !== undefined) return false;
    }
    return true;
  }

  /**
   * Walks rules and tables (fib_rules_lookup). `scope` is the least a route's scope may be. With `anyLink` routes count
   * though their devices have no carrier and are told to be no way then (FIB_LOOKUP_IGNORE_LINKSTATE).
   */
  lookup(
    netns: Netns,
    query: RouteQuery,
    scope: number = query.onLink ? SCOPES.link : SCOPES.global,
    anyLink = false,
  ): FibAnswer {
    const destination = query.destination as number;
    const vrf = this.vrfTables.size === 0 ? null : l3MasterOf(netns, query);
    // A VRF as the device to leave by only chooses the table (l3mdev_update_flow).
    const oif = vrf !== null && vrf.ifindex === query.oif ? 0 : (query.oif ?? 0);
    const accepts = (route: Route) => isUsable(route, query, scope, oif, anyLink);
    const nameOf = (ifindex: number | undefined) => netns.devices.get(ifindex ?? 0)?.name;
    for (let i = 0; i < this.rules.length; i++) {
      const rule = this.rules[i]!;
      if (this.customRules && !ruleMatches(rule, query, nameOf(query.iif), nameOf(oif))) continue;
      if (rule.l3mdev && vrf === null) continue;
      if (rule.action === 'goto') {
        const target = this.rules.findIndex((other) => other.priority >= rule.goto!);
        if (target > i) i = target - 1;
        continue;
      }
      if (rule.action === 'nop') continue;
      // What Linux knows no action for ends as a black hole (fib4_rule_action).
      if (rule.action !== 'lookup') return { found: undefined, error: ACTION_ERRORS[rule.action] ?? 'EINVAL', rule };
      const route = this.find(rule.l3mdev ? vrf!.vrfTable! : rule.table, destination, accepts);
      if (route === undefined || route.type === 'throw') continue;
      if (isSuppressed(rule, route)) continue;
      const error = TYPE_ERRORS[route.type] ?? (route.object?.isBlackhole ? TYPE_ERRORS.blackhole : undefined);
      if (error !== undefined) return { found: { route, hop: undefined, rule }, error, rule };
      return { found: { route, hop: selectHop(netns, route, query, oif), rule }, error: undefined };
    }
    return { found: undefined, error: 'ENETUNREACH' };
  }

  /** Why each route that contains the destination did not win, in the order of the lookup. */
  losers(netns: Netns, query: RouteQuery, winner: Route | undefined): { route: Route; why: RouteLoss }[] {
    const losers: { route: Route; why: RouteLoss }[] = [];
    let won = false;
    const seen = new Set<number>();
    for (const rule of this.rules) {
      if (rule.action !== 'lookup' || seen.has(rule.table)) continue;
      seen.add(rule.table);
      for (const route of this.tables.get(rule.table)?.candidates(query.destination as number) ?? []) {
        if (route === winner) won = true;
        else
          losers.push({
            route,
            why: won
              ? route.table === winner!.table
                ? lossBehind(route, winner!)
                : 'later-table'
              : lossOf(route, query),
          });
      }
    }
    void netns;
    return losers;
  }
}

/** The VRF a query belongs to: by the device it leaves by, by the one it came in by, or as it says (l3mdev_update_flow). */
function l3MasterOf({ devices }: Netns, { oif, iif, l3mdev }: RouteQuery): Device | null {
  const known = devices.get(l3mdev ?? 0);
  if (known !== undefined) return known;
  const out = devices.get(oif ?? 0);
  if (out !== undefined) return out.l3Master;
  return devices.get(iif ?? 0)?.l3Master ?? null;
}

/** A rule may refuse what its table answers (fib4_rule_suppress). */
function isSuppressed({ suppressPrefixLength: length, suppressGroup: group }: RuleInfo, route: Route): boolean {
  if (length !== undefined && route.length <= length) return true;
  return group !== undefined && route.nextHops[0]?.device?.group === group;
}

function isLocal(route: Route): boolean {
  return route.type === 'local';
}

function isAlive(route: Route): boolean {
  return isUsable(route, {}, 0, 0, false);
}

function isUsable(route: Route, query: Pick<RouteQuery, 'tos'>, scope: number, oif: number, anyLink: boolean): boolean {
  if (route.tos !== 0 && route.tos !== (query.tos ?? 0)) return false;
  if (route.scope < scope) return false;
  if (route.nextHops.length === 0) return true;
  for (const hop of route.nextHops) if (isHopUsable(route, hop, oif, anyLink)) return true;
  return false;
}

function isHopUsable(route: Route, hop: NextHop, oif: number, anyLink: boolean): boolean {
  const device = hop.device;
  if (device === null) return true;
  if (!device.up && route.type !== 'local') return false;
  if (!anyLink && route.ignores(hop)) return false;
  return oif === 0 || oif === device.ifindex;
}

function selectHop(netns: Netns, route: Route, query: RouteQuery, oif: number): NextHop | undefined {
  const hops = route.nextHops;
  if (hops.length <= 1) return hops[0];
  const resilient = route.object?.resilient;
  if (resilient !== undefined) return resilient.select(multipathHash(netns, query), netns.kernel.now).hops[0];
  const usable = hops.filter((hop) => isHopUsable(route, hop, oif, false));
  const total = usable.reduce((sum, hop) => sum + hop.weight, 0);
  const hash = multipathHash(netns, query);
  let point = hash % total;
  for (const hop of usable) {
    if (point < hop.weight) return hop;
    point -= hop.weight;
  }
  return usable[0];
}

function lossBehind(route: Route, winner: Route): RouteLoss {
  if (route.length < winner.length) return 'prefix';
  return route.tos !== winner.tos ? 'tos' : 'metric';
}

function lossOf(route: Route, query: RouteQuery): RouteLoss {
  if (route.type === 'throw') return 'throw';
  if (route.tos !== 0 && route.tos !== (query.tos ?? 0)) return 'tos';
  if (route.nextHops.every((hop) => hop.device !== null && !hop.device.up)) return 'dead';
  return query.oif !== undefined && query.oif !== 0 ? 'oif' : 'scope';
}

/** True when a device is the way of a next hop of the route. */
export function leavesBy(route: Route, device: Device): boolean {
  return route.nextHops.some((hop) => hop.device === device);
}

export const UNIVERSE = SCOPES.global;
