import type { Family } from '../../net/prefix.ts';
import { ConnectionTable } from './conntrack/table.ts';
import { type FrameStep, frameSteps } from './frame-steps.ts';
import type { IpSet } from './ipset/ip-set.ts';
import type { HashlimitTable } from './matches/hashlimit.ts';
import { MATCHES_NEEDING_CONNTRACK } from './matches/index.ts';
import type { RecentTable } from './matches/recent.ts';
import { acquireNamed, releaseNamed } from './named-tables.ts';
import type { HookName, IpHookName } from './requests.ts';
import type { Rule } from './rule.ts';
import type { BaseChain, Chain, Table } from './table.ts';
import { TARGET_PLACES } from './targets/index.ts';

/** Something registered at a hook (struct nf_hook_ops): a base chain, reassembly, connection tracking, NAT with its chains. */
export type HookStep =
  | { readonly kind: 'chain'; readonly table: Table; readonly chain: Chain }
  | { readonly kind: 'defrag' }
  | { readonly kind: 'track' }
  | { readonly kind: 'nat'; readonly chains: readonly { readonly table: Table; readonly chain: Chain }[] }
  | { readonly kind: 'confirm' };

/** Priorities of what is no chain (enum nf_ip_hook_priorities). */
const DEFRAG = -400;
const CONNTRACK = -200;
const NAT_DESTINATION = -100;
const NAT_SOURCE = 100;
const CONFIRM = 2 ** 31 - 1;

/** Where tracking begins, and where a connection that came so far is confirmed. */
const TRACKED: readonly HookName[] = ['PREROUTING', 'OUTPUT'];
const CONFIRMED: readonly HookName[] = ['INPUT', 'POSTROUTING'];

/** A step with what decides about its place: of equal priorities the newest comes first. */
interface Placed {
  readonly priority: number;
  readonly order: number;
  readonly step: HookStep;
}

const NONE: readonly HookStep[] = Object.freeze([]);
const NO_STEPS: Readonly<Record<IpHookName, readonly HookStep[]>> = Object.freeze({
  PREROUTING: NONE,
  INPUT: NONE,
  FORWARD: NONE,
  OUTPUT: NONE,
  POSTROUTING: NONE,
});

const NO_FRAMES: ReadonlyMap<string, readonly FrameStep[]> = Object.freeze(new Map());

/**
 * All of netfilter in one network namespace: tables, chains, rules, connections. Plain data without closures, so that a
 * kernel can be cloned as a graph.
 */
export class NetfilterState {
  /** True while no base chain and no connection tracking is registered: the packet's path then skips every hook. */
  idle = true;
  /** By their keys, in order of creation. */
  readonly tables = new Map<string, Table>();
  readonly connections = new ConnectionTable();
  /** Lists of `recent` and buckets of `hashlimit`, by name, in order of creation. */
  readonly recents = new Map<string, RecentTable>();
  readonly hashlimits = new Map<string, HashlimitTable>();
  /** By hook, in order of priority; made anew by `register` after every change of chains. */
  steps: Readonly<Record<IpHookName, readonly HookStep[]>> = NO_STEPS;
  /** What frames meet, by `frameHook`, in order of priority; nothing where there is none. */
  frames: ReadonlyMap<string, readonly FrameStep[]> = NO_FRAMES;
  /** The last number that a table got. */
  tableHandles = 0;
  /** Counts the transactions of nft (nft_base_seq). */
  generation = 1;
  private conntrackUsers = 0;
  private chainsHooked = 0;

  constructor(
    /** The family of addresses its rules are about. */
    readonly family: Family,
    /** The sets of ipset by their index, which a new set takes when it is free (ip_set_list). */
    readonly sets: (IpSet | undefined)[],
  ) {}

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
    this.frames = frameSteps(this.tables.values());
    this.idle = Object.values(this.steps).every((steps) => steps.length === 0);
  }

  /** A number for a new table (nf_tables' table_handle). */
  nextTableHandle(): number {
    return ++this.tableHandles;
  }

  /** A number for a chain that is being hooked. */
  nextOrder(): number {
    return ++this.chainsHooked;
  }

  /** What IPv4 packets meet at a hook, in order. */
  private stepsAt(hook: HookName): HookStep[] {
    const chains = [...this.tables.values()].filter(seesIpv4).flatMap((table) => hookedChains(table));
    const placed: Placed[] = chains
      .filter(({ base }) => base.hook === hook && base.type !== 'nat')
      .map(({ table, chain, base }) => ({
        priority: base.priority,
        order: chain.order,
        step: { kind: 'chain', table, chain },
      }));
    const put = (priority: number, step: HookStep) => placed.push({ priority, order: 0, step });
    if (this.tracking) {
      if (TRACKED.includes(hook)) put(DEFRAG, { kind: 'defrag' });
      if (TRACKED.includes(hook)) put(CONNTRACK, { kind: 'track' });
      if (CONFIRMED.includes(hook)) put(CONFIRM, { kind: 'confirm' });
      // The first nat chain brings NAT to all its hooks; without connection tracking it has nothing to do.
      const nat = chains.filter(({ base }) => base.type === 'nat');
      if (nat.length > 0 && hook !== 'FORWARD') {
        const here = nat.filter(({ base }) => base.hook === hook).sort((a, b) => byPlace(placeOf(a), placeOf(b)));
        put(TRACKED.includes(hook) ? NAT_DESTINATION : NAT_SOURCE, { kind: 'nat', chains: here });
      }
    }
    return placed.sort(byPlace).map(({ step }) => step);
  }
}

interface HookedChain {
  readonly table: Table;
  readonly chain: Chain;
  readonly base: BaseChain;
}

function placeOf({ base, chain }: HookedChain): Pick<Placed, 'priority' | 'order'> {
  return { priority: base.priority, order: chain.order };
}

function byPlace(a: Pick<Placed, 'priority' | 'order'>, b: Pick<Placed, 'priority' | 'order'>): number {
  return a.priority - b.priority || b.order - a.order;
}

function seesIpv4({ family, dormant }: Table): boolean {
  return !dormant && (family === 'ip' || family === 'inet');
}

function hookedChains(table: Table): HookedChain[] {
  return [...table.chains.values()].flatMap((chain) =>
    chain.base === undefined ? [] : [{ table, chain, base: chain.base }],
  );
}

function needsConntrack({ spec, native }: Rule): boolean {
  if (native !== undefined) return native.needsConntrack;
  const { target, matches } = spec;
  if (target !== undefined && TARGET_PLACES[target.kind]?.needsConntrack === true) return true;
  return matches.some((match) => MATCHES_NEEDING_CONNTRACK.has(match.kind));
}
