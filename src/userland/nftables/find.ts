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

/** How much nft guesses what was meant: whatever is nearest, what is near, or nothing. */
export type Guess = 'always' | 'near' | 'never';

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
  const far = guess === 'always' ? Number.POSITIVE_INFINITY : undefined;
  const same = guess === 'always' ? all.find(({ name }) => name === table.text)?.name : undefined;
  const name =
    guess === 'never'
      ? undefined
      : (same ??
        nearest(
          table.text,
          all.map((each) => each.name),
          far,
        ));
  const other = all.find((each) => each.name === name) ?? (guess === 'always' ? all[0] : undefined);
  if (other === undefined) throw new Refused(plain, table);
  throw new Refused(`${NOTHING}; did you mean table ‘${other.name}’ in family ${other.family}?`, table);
}

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
  const kind = table.sets.get(other)!.description.dataTypes === undefined ? 'set' : 'map';
  throw new Mistake(`${NOTHING}; did you mean ${kind} ‘${other}’ in table ${table.family} ‘${table.name}’?`, name);
}

export { NOTHING, NOTHING_THERE };
