import type { NftElement, NftSet } from './nft/set.ts';
import type { RulesetOwner } from './owner.ts';
import type { Rule } from './rule.ts';

import type { Chain, Table } from './table.ts';

/**
 * A ruleset as it was before a transaction (nf_tables_abort): the same objects, with what they held. What has been counted
 * stays counted.
 */
export interface Kept {
  readonly tables: readonly KeptTable[];
  readonly tableHandles: number;
}

interface KeptTable {
  readonly table: Table;
  readonly dormant: boolean;
  readonly handles: number;
  readonly chains: readonly KeptChain[];
  readonly sets: readonly (readonly [NftSet, readonly NftElement[]])[];
  readonly objects: Table['objects'];
}

interface KeptChain {
  readonly chain: Chain;
  readonly rules: readonly Rule[];
  readonly state: Pick<Chain, 'name' | 'policy' | 'packets' | 'bytes' | 'counting' | 'cause'>;
}

/** Keeps the whole ruleset as it is now, so that what a transaction changes can be taken back. */
export function keepRuleset({ netfilter }: RulesetOwner): Kept {
  const tables = Array.from(netfilter.tables.values(), (table) => ({
    table,
    dormant: table.dormant,
    handles: table.handles,
    chains: Array.from(table.chains.values(), keepChain),
    sets: Array.from(table.sets.values(), (set) => [set, [...set.elements]] as const),
    objects: new Map(table.objects),
  }));
  return { tables, tableHandles: netfilter.tableHandles };
}

function keepChain(chain: Chain): KeptChain {
  const { name, policy, packets, bytes, counting, cause } = chain;
  return { chain, rules: [...chain.rules], state: { name, policy, packets, bytes, counting, cause } };
}

/** Makes the ruleset what it was when it was kept; numbers given meanwhile are given again where nothing was asked of the kernel. */
export function restoreRuleset({ netfilter }: RulesetOwner, kept: Kept, neverAsked: boolean = false): void {
  const before = new Set(kept.tables.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules)));
  const now = new Set(
    [...netfilter.tables.values()].flatMap(({ chains }) => [...chains.values()].flatMap((c) => c.rules)),
  );
  netfilter.tables.clear();
  if (neverAsked) netfilter.tableHandles = kept.tableHandles;
  for (const one of kept.tables) {
    restoreTable(one);
    if (neverAsked) one.table.handles = one.handles;
    netfilter.tables.set(one.table.key, one.table);
  }
  for (const rule of before) if (!now.has(rule)) netfilter.acquire(rule);
  for (const rule of now) if (!before.has(rule)) netfilter.release(rule);
  netfilter.register();
}

function restoreTable({ table, dormant, chains, sets, objects }: KeptTable): void {
  table.dormant = dormant;
  table.chains.clear();
  for (const { chain, rules, state } of chains) {
    Object.assign(chain, state);
    chain.rules.splice(0, Number.POSITIVE_INFINITY, ...rules);
    table.chains.set(chain.name, chain);
  }
  table.sets.clear();
  for (const [set, elements] of sets) {
    set.elements.splice(0, Number.POSITIVE_INFINITY, ...elements);
    table.sets.set(set.name, set);
  }
  table.objects.clear();
  for (const [key, object] of objects) table.objects.set(key, object);
}
