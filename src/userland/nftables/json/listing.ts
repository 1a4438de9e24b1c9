import type { Listing } from '../listing.ts';
import type { RulesetLayout } from '../print-ruleset.ts';
import { documentOf, type Json } from './document.ts';
import { chainOf, objectOf, rulesOf, setOf, tableOf, wholeTable } from './ruleset.ts';

/** A listing as one line of JSON (`-j`). */
export function jsonListing(layout: RulesetLayout): Listing {
  const parts: Json[] = [];
  const add = (more: readonly Json[]) => void parts.push(...more);
  return {
    whole: (table) => add(wholeTable(table, { ...layout, family: table.family })),
    name: (table) => add([tableOf(table)]),
    chains(table, chains, withRules) {
      add(chains.map((chain) => chainOf(chain, table)));
      if (withRules) for (const chain of chains) add(rulesOf(chain, table, { ...layout, family: table.family }));
    },
    sets: (table, sets) => add(sets.map((set) => setOf(set, table, { ...layout, family: table.family }))),
    objects: (table, objects) => add(objects.map((object) => objectOf(object, table))),
    end: () => layout.process.stdout.write(documentOf(parts)),
  };
}
