import { type NftObject, type ObjectState, objectKey } from '../../kernel/netfilter/nft/object.ts';
import type { NftSet } from '../../kernel/netfilter/nft/set.ts';
import type { Family } from '../../kernel/netfilter/requests.ts';
import type { Chain, Table } from '../../kernel/netfilter/table.ts';
import { tableKey } from '../../kernel/netfilter/table.ts';
import type { Process } from '../process.ts';
import { Refused } from './refused.ts';
import { Mistake } from './report.ts';
import { nearest } from './suggest.ts';
import type { Name, TableName } from './syntax.ts';

const NOTHING = 'No such file or directory';
const NOTHING_THERE = `Could not process rule: ${NOTHING}`;

/** Whether nft guesses what was meant. */
export type Guess = 'near' | 'never';

/** The table of that name; what it might have been is told as far as nft guesses. */
export function tableOf(
  process: Process,
  { family, table }: TableName,
  guess: Guess = 'near',
  plain: string = NOTHING,
): Table {
  const { tables } = process.netns.netfilter;
  const found = tables.get(tableKey(family as Family, table.text));
  if (found !== undefined) return found;
  const all = [...tables.values()];
  const names = guess === 'never' ? [] : all.map(({ name }) => name);
  const name = nearest(table.text, names);
  if (name === undefined) throw new Refused(plain, table);
  throw new Refused(`${NOTHING}; did you mean ${likeTable(all.find((each) => each.name === name)!)}?`, table);
}

/** The table that a rule is for: where there is none nft guesses the one that has such a chain (chain_lookup_fuzzy). */
export function tableOfRule(process: Process, { family, table }: TableName, chain: string): Table {
  const { tables } = process.netns.netfilter;
  const found = tables.get(tableKey(family as Family, table.text));
  if (found !== undefined) return found;
  const all = [...tables.values()];
  const name = nearest(
    chain,
    all.flatMap(({ chains }) => [...chains.keys()]),
  );
  const other = name === undefined ? undefined : all.find(({ chains }) => chains.has(name));
  if (other === undefined) throw new Refused(NOTHING_THERE, table);
  throw new Refused(`${NOTHING}; did you mean ${likeTable(other)}?`, table);
}

const likeTable = ({ name, family }: Table) => `table ‘${name}’ in family ${family}`;

/** The chain of that name. */
export function chainOf(table: Table, name: Name, guess: Guess = 'near', plain: string = NOTHING_THERE): Chain {
  const found = table.chains.get(name.text);
  if (found !== undefined) return found;
  const other = guess === 'never' ? undefined : nearest(name.text, [...table.chains.keys()]);
  if (other === undefined) throw new Refused(plain, name);
  throw new Refused(`${NOTHING}; did you mean chain ‘${other}’ in table ${table.family} ‘${table.name}’?`, name);
}

/** The set or map of that name. */
export function setOf(table: Table, name: Name, guess: Guess = 'near', plain: string = NOTHING): NftSet {
  const found = table.sets.get(name.text);
  if (found !== undefined) return found;
  const other = guess === 'never' ? undefined : nearest(name.text, [...table.sets.keys()]);
  if (other === undefined) throw new Mistake(plain, name);
  throw new Mistake(`${NOTHING}; did you mean ${likeSet(table, other)}?`, name);
}

/** A set or map that is not the one that was named, as nft offers it. */
export function likeSet(table: Table, name: string): string {
  const kind = table.sets.get(name)!.description.dataTypes === undefined ? 'set' : 'map';
  return `${kind} ‘${name}’ in table ${table.family} ‘${table.name}’`;
}

/** The counter, quota or limit of that name. */
export function objectOf(table: Table, kind: ObjectState['kind'], name: Name, plain: string = NOTHING): NftObject {
  const found = table.objects.get(objectKey(kind, name.text));
  if (found !== undefined) return found;
  const same = [...table.objects.values()].filter(({ state }) => state.kind === kind);
  const other = nearest(
    name.text,
    same.map((each) => each.name),
  );
  if (other === undefined) throw new Refused(plain, name);
  throw new Refused(`${NOTHING}; did you mean obj ‘${other}’ in table ${table.family} ‘${table.name}’?`, name);
}

export { NOTHING, NOTHING_THERE };
