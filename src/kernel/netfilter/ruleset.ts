import type { Cause } from '../cause.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { fitsTables } from './named-tables.ts';
import type { RulesetOwner } from './owner.ts';
import type { HookName, TableName } from './requests.ts';
import { chainsCalled, Rule, type RuleSpec } from './rule.ts';
import { Chain, HOOKS_OF_TABLE, Table, xtablesBase } from './table.ts';
import { checkTable } from './validate.ts';
import { refusalText } from './x-tables.ts';

/**
 * The requests that iptables makes of nf_tables (net/netfilter/nf_tables_api.c). Tables and base chains come into being
 * when they are first named in a request that changes something.
 */

/** Where a new rule goes: behind the others, before the one at `index`, or in its place. Indexes count from 0. */
export type RulePlace =
  | { readonly at: 'end' }
  | { readonly at: 'before'; readonly index: number }
  | { readonly at: 'instead'; readonly index: number };

/** The chain as it is now; undefined for one that does not exist, a base chain never used included. */
export function findChain(netns: RulesetOwner, table: TableName, name: string): Chain | undefined {
  return netns.netfilter.tables.get(table)?.chains.get(name);
}

/** True for the names of base chains the table has, whether they exist already or not. */
export function isBaseChain(table: TableName, name: string): name is HookName {
  return (HOOKS_OF_TABLE[table] as readonly string[]).includes(name);
}

/** Makes the table, and the base chain where `name` is one, unless they exist (nft_xt_builtin_init). */
export function ensure(netns: RulesetOwner, tableName: TableName, name: string | undefined, cause: Cause): Table {
  const { netfilter } = netns;
  let table = netfilter.tables.get(tableName);
  if (table === undefined) {
    table = new Table(tableName, 'ip', netfilter.nextTableHandle(), cause);
    netfilter.tables.set(tableName, table);
  }
  if (name !== undefined && isBaseChain(tableName, name) && !table.chains.has(name)) {
    hookChain(netns, table, new Chain(name, table, xtablesBase(tableName, name), cause));
  }
  return table;
}

/** Puts a chain into its table, and into its hook where it has one. */
export function hookChain({ netfilter }: RulesetOwner, table: Table, chain: Chain): void {
  chain.order = netfilter.nextOrder();
  table.chains.set(chain.name, chain);
  netfilter.register();
}

/** NFT_MSG_NEWRULE: EINVAL where the target or a match may not stand there, EMLINK for a loop of chains. */
export function addRule(
  netns: RulesetOwner,
  table: Table,
  chain: Chain,
  spec: RuleSpec,
  place: RulePlace,
  cause: Cause,
  counters: { readonly packets: number; readonly bytes: number } = { packets: 0, bytes: 0 },
): Result<Rule> {
  const rule = new Rule(spec, cause, counters.packets, counters.bytes);
  const { rules } = chain;
  const index = place.at === 'end' ? rules.length : place.index;
  const [replaced] = rules.splice(index, place.at === 'instead' ? 1 : 0, rule);
  // What replaces another takes its number.
  rule.handle = replaced?.handle ?? table.nextHandle();
  const errno = checkTable(table, chain, rule) ?? (fitsTables(netns.netfilter, spec) ? undefined : 'EINVAL');
  if (errno !== undefined) {
    rules.splice(index, 1, ...(replaced === undefined ? [] : [replaced]));
    const { kernel } = netns;
    const why = refusalText(netns.netfilter.family, table, chain, rule);
    if (why !== undefined) kernel.log.print(kernel.now, 'info', why);
    return refused(errno);
  }
  netns.netfilter.acquire(rule);
  if (replaced !== undefined) netns.netfilter.release(replaced);
  netns.netfilter.register();
  return granted(rule);
}

/** NFT_MSG_DELRULE. */
export function deleteRule(netns: RulesetOwner, chain: Chain, index: number): void {
  const [rule] = chain.rules.splice(index, 1);
  if (rule !== undefined) netns.netfilter.release(rule);
  netns.netfilter.register();
}

/** Takes all rules out of a chain. */
export function flushChain(netns: RulesetOwner, chain: Chain): void {
  for (const rule of chain.rules.splice(0)) netns.netfilter.release(rule);
  netns.netfilter.register();
}

/** NFT_MSG_NEWCHAIN for a chain of the user's: EEXIST. */
export function addChain(table: Table, name: string, cause: Cause): Result {
  const existing = table.chains.get(name);
  if (existing !== undefined) return refused('EEXIST', undefined, existing.cause);
  table.chains.set(name, new Chain(name, table, undefined, cause));
  return DONE;
}

/** How many rules of the table lead to a chain. */
export function referencesTo(table: Table, name: string): number {
  let count = 0;
  for (const { rules } of table.chains.values()) {
    for (const rule of rules) count += chainsCalled(rule).filter((each) => each === name).length;
  }
  return count;
}

/** Whether NFT_MSG_DELCHAIN would be granted: EBUSY while rules lead to the chain or are in it. */
export function checkDeletion(table: Table, chain: Chain): Result {
  return referencesTo(table, chain.name) > 0 || chain.rules.length > 0 ? refused('EBUSY') : DONE;
}

/** NFT_MSG_DELCHAIN: EBUSY as `checkDeletion` says. */
export function deleteChain(netns: RulesetOwner, table: Table, chain: Chain): Result {
  const checked = checkDeletion(table, chain);
  if (!checked.ok) return checked;
  table.chains.delete(chain.name);
  netns.netfilter.register();
  return DONE;
}

/** Gives a chain another name; rules that lead to it follow. EEXIST. */
export function renameChain(table: Table, chain: Chain, name: string): Result {
  if (table.chains.has(name)) return refused('EEXIST');
  const old = chain.name;
  const chains = [...table.chains.values()];
  chain.name = name;
  table.chains.clear();
  for (const each of chains) table.chains.set(each.name, each);
  for (const { rules } of chains) {
    for (const [index, rule] of rules.entries()) {
      const { target, words } = rule.spec;
      if (target?.kind !== 'jump' || target.chain !== old) continue;
      const renamed = { ...words, target: words.target.replace(old, name) };
      const spec = { ...rule.spec, target: { ...target, chain: name }, words: renamed };
      rules[index] = Object.assign(new Rule(spec, rule.cause, rule.packets, rule.bytes), { handle: rule.handle });
    }
  }
  return DONE;
}

/** Sets a base chain's policy. From then on the chain counts what its policy decides, starting at the given figures. */
export function setPolicy(
  chain: Chain,
  policy: 'ACCEPT' | 'DROP',
  cause: Cause,
  counters: { readonly packets: number; readonly bytes: number } = { packets: 0, bytes: 0 },
): void {
  chain.policy = policy;
  chain.counting = true;
  chain.packets = counters.packets;
  chain.bytes = counters.bytes;
  chain.cause = cause;
}

/** Sets the counters of a chain and its rules to zero; a base chain counts from then on. */
export function zeroChain(chain: Chain): void {
  chain.counting ||= chain.hook !== undefined;
  chain.packets = 0;
  chain.bytes = 0;
  for (const rule of chain.rules) zeroRule(rule);
}

/** Sets the counters of one rule to zero. */
export function zeroRule(rule: Rule): void {
  rule.packets = 0;
  rule.bytes = 0;
}

/** NFT_MSG_DELTABLE: the table goes with all that is in it. */
export function dropTable({ netfilter }: RulesetOwner, name: string): void {
  for (const { rules } of netfilter.tables.get(name)?.chains.values() ?? [])
    for (const rule of rules) netfilter.release(rule);
  netfilter.tables.delete(name);
  netfilter.register();
}
