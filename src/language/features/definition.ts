import type { Location, Position } from 'vscode-languageserver-types';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import { type Mention, mentionsAt, mentionsOf } from '../text/symbols.ts';

/**
 * Where what the word under the cursor names is made, or an address given to a device; a word that named
 * several, one at each turn of a loop, has as many places. Devices are followed through moves and new names. A variable
 * that names none of these is where it gets its value.
 */
export function definitionAt(lab: Analysis, position: Position): Location[] {
  const offset = lab.positions.offsetAt(position);
  const mentions = mentionsAt(lab, offset);
  const variable = mentions.find(({ kind }) => kind === 'variable');
  // A word that is nothing but a variable leads to what it stands for.
  const things = mentions.filter(
    ({ kind, range, name }) =>
      kind !== 'variable' && (variable === undefined || isOnly(lab.text.slice(range.start, range.end), variable, name)),
  );
  const made = things.flatMap(({ thing }) => makersOf(lab, thing));
  const ranges = made.length === 0 && variable !== undefined ? assignmentsOf(lab, variable) : made;
  const distinct = new Map(ranges.map((range) => [range.start, range]));
  return [...distinct.values()].map((range) => ({ uri: lab.document.uri, range: lab.positions.rangeOf(range) }));
}

function makersOf(lab: Analysis, thing: Mention['thing']): Origin[] {
  const made = mentionsOf(lab).find((each) => each.defines && each.thing === thing);
  return made === undefined ? [] : [made.range];
}

function isOnly(word: string, variable: Mention, name: string): boolean {
  return word === name || word.replace(/["{}$]/g, '') === variable.name;
}

function assignmentsOf({ script }: Analysis, { name }: Mention): Origin[] {
  return script.variables.filter((each) => each.assigns && each.name === name).map(({ range }) => range);
}
