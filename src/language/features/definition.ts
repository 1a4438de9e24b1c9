import type { Location, Position } from 'vscode-languageserver-types';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import { type Mention, mentionsAt, mentionsOf } from '../text/symbols.ts';

/**
 * Where the namespace, device, function, next hop object or VRF's table under the cursor is made; a word that named
 * several, one at each turn of a loop, has as many places. Devices are followed through moves and new names. A variable
 * that names none of these is where it gets its value.
 */
export function definitionAt(lab: Analysis, position: Position): Location[] {
  const offset = lab.positions.offsetAt(position);
  const mentions = mentionsAt(lab, offset);
  const ranges = mentions.length > 0 ? mentions.flatMap(({ thing }) => makersOf(lab, thing)) : variableAt(lab, offset);
  const distinct = new Map(ranges.map((range) => [range.start, range]));
  return [...distinct.values()].map((range) => ({ uri: lab.document.uri, range: lab.positions.rangeOf(range) }));
}

function makersOf(lab: Analysis, thing: Mention['thing']): Origin[] {
  const made = mentionsOf(lab).find((each) => each.defines && each.thing === thing);
  return made === undefined ? [] : [made.range];
}

/** The assignments to the variable under the cursor. */
function variableAt({ script, text }: Analysis, offset: number): Origin[] {
  for (const match of text.matchAll(/\$(?:\{[#!]?)?([A-Za-z_]\w*)/g)) {
    if (match.index > offset) break;
    if (offset <= match.index + match[0].length)
      return script.assignments.filter(({ name }) => name === match[1]).map(({ range }) => range);
  }
  return [];
}
