import type { NftObject } from '../../kernel/netfilter/nft/object.ts';
import type { NftSet } from '../../kernel/netfilter/nft/set.ts';
import type { Chain, Table } from '../../kernel/netfilter/table.ts';
import {
  partsOf,
  printChain,
  printObject,
  printSet,
  printTable,
  printWithin,
  type RulesetLayout,
} from './print-ruleset.ts';
import { warnOfXtables } from './xtables/warning.ts';

/** Shows what `list` has found, table by table. */
export interface Listing {
  /** A table with all that is in it. */
  whole(table: Table): void;
  /** That there is such a table. */
  name(table: Table): void;
  /** Chains of a table with their rules, or without. */
  chains(table: Table, chains: readonly Chain[], withRules: boolean): void;
  sets(table: Table, sets: readonly NftSet[]): void;
  objects(table: Table, objects: readonly NftObject[]): void;
  /** All has been found. */
  end(): void;
}

/** A listing in nft's own language, which it could read again. */
export function textListing(layout: RulesetLayout): Listing {
  const { process } = layout;
  const of = (table: Table): RulesetLayout => ({ ...layout, family: table.family });
  const within = (table: Table, parts: readonly string[]) => process.stdout.write(printWithin(table, parts));
  return {
    whole(table) {
      warnOfXtables(process, table, table.chains.values());
      process.stdout.write(printTable(table, of(table), partsOf(table, of(table))));
    },
    name: ({ family, name }) => process.stdout.write(`table ${family} ${name}\n`),
    chains(table, chains, withRules) {
      if (withRules) warnOfXtables(process, table, chains);
      within(
        table,
        chains.map((chain) => printChain(chain, table, of(table), withRules)),
      );
    },
    sets: (table, sets) =>
      within(
        table,
        sets.map((set) => printSet(set, of(table))),
      ),
    objects: (table, objects) =>
      within(
        table,
        objects.map((object) => printObject(object, of(table))),
      ),
    end: () => {},
  };
}
