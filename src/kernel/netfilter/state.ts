import { ConnectionTable } from './conntrack/table.ts';
import type { IpSet } from './ipset/ip-set.ts';
import type { HashlimitTable } from './matches/hashlimit.ts';
import { MATCHES_NEEDING_CONNTRACK } from './matches/index.ts';
import type { RecentTable } from './matches/recent.ts';
import { acquireNamed, releaseNamed } from './named-tables.ts';
import type { HookName, TableName } from './requests.ts';
import type { Rule } from './rule.ts';
import type { Chain, Table } from './table.ts';
import { TARGET_PLACES } from './targets/index.ts';
import type { LogRecord } from './targets/log.ts';

/** Something registered at a hook (struct nf_hook_ops): a base chain, reassembly, connection tracking, NAT with its chain. */
export type HookStep =
  | { readonly kind: 'chain'; readonly table: Table; readonly chain: Chain }
  | { readonly kind: 'defrag' }
  | { readonly kind: 'track' }
  | { readonly kind: 'nat'; readonly table: Table; readonly chain: Chain | undefined }
  | { readonly kind: 'confirm' };

/** What stands at each hook, by priority (enum nf_ip_hook_priorities). */
const ORDER: Readonly<Record<HookName, readonly (TableName | 'defrag' | 'track' | 'confirm')[]>> = {
  PREROUTING: ['defrag', 'raw', 'track', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'security', 'nat', 'confirm'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['defrag', 'raw', 'track', 'mangle', 'nat', 'filter', 'security'],
  POSTROUTING: ['mangle', 'nat', 'confirm'],
};

/**
 * All of netfilter in one network namespace: tables, chains, rules, connections. Plain data without closures, so that a
 * kernel can be cloned as a graph.
 */
export class NetfilterState {
  /** True while no base chain and no connection tracking is registered: the packet's path then skips every hook. */
  idle = true;
  /** In order of creation. */
  readonly tables = new Map<TableName, Table>();
  readonly connections = new ConnectionTable();
  /** What LOG noted, oldest first. */
  readonly log: LogRecord[] = [];
  /** Lists of `recent` and buckets of `hashlimit`, by name, in order of creation. */
  readonly recents = new Map<string, RecentTable>();
  readonly hashlimits = new Map<string, HashlimitTable>();
  /** The sets of ipset by their index, which a new set takes when it is free (ip_set_list). */
  readonly sets: (IpSet | undefined)[] = [];
  /** By hook, in order of priority; made anew by `register` after every change of chains. */
  steps: Readonly<Record<HookName, readonly HookStep[]>> = {
    PREROUTING: [],
    INPUT: [],
    FORWARD: [],
    OUTPUT: [],
    POSTROUTING: [],
  };
  private conntrackUsers = 0;

  /** Connection tracking runs while a rule needs it (nf_ct_netns_get). */
  get tracking(): boolean {
    return this.conntrackUsers > 0;
  }

  /** Counts a new rule's need of connection tracking, and of what it names. */
  acquire(rule: Rule): void {
    acquireNamed(this, rule);
    if (needsConntrack(rule)) this.conntrackUsers++;
  }

  /** The rule is gone (nf_ct_netns_put). */
  release(rule: Rule): void {
    releaseNamed(this, rule);
    if (needsConntrack(rule)) this.conntrackUsers--;
  }

  /** Puts the chains there are into their hooks (nf_register_net_hook). Call it after every change of rules or chains. */
  register(): void {
    this.steps = {
      PREROUTING: this.stepsAt('PREROUTING'),
      INPUT: this.stepsAt('INPUT'),
      FORWARD: this.stepsAt('FORWARD'),
      OUTPUT: this.stepsAt('OUTPUT'),
      POSTROUTING: this.stepsAt('POSTROUTING'),
    };
    this.idle = Object.values(this.steps).every((steps) => steps.length === 0);
  }

  private stepsAt(hook: HookName): HookStep[] {
    const steps: HookStep[] = [];
    for (const what of ORDER[hook]) {
      if (what === 'defrag' || what === 'track' || what === 'confirm') {
        if (this.tracking) steps.push({ kind: what });
        continue;
      }
      const table = this.tables.get(what);
      if (table === undefined) continue;
      const chain = table.chains.get(hook);
      if (what !== 'nat') {
        if (chain !== undefined) steps.push({ kind: 'chain', table, chain });
        continue;
      }
      // The first nat chain brings NAT to all its hooks; without connection tracking it has nothing to do.
      const isUsed = [...table.chains.values()].some((each) => each.hook !== undefined);
      if (this.tracking && isUsed) steps.push({ kind: 'nat', table, chain });
    }
    return steps;
  }
}

function needsConntrack({ spec }: Rule): boolean {
  const { target, matches } = spec;
  if (target !== undefined && TARGET_PLACES[target.kind]?.needsConntrack === true) return true;
  return matches.some((match) => MATCHES_NEEDING_CONNTRACK.has(match.kind));
}
