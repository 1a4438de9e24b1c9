import type { Location, Position } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { mentionAt, mentionsOf } from '../text/symbols.ts';

/** Every word that names what the one under the cursor names, its definition included. */
export function referencesAt(lab: Analysis, position: Position): Location[] {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined) return [];
  return mentionsOf(lab)
    .filter((each) => each.thing === mention.thing)
    .map(({ range }) => ({ uri: lab.document.uri, range: lab.positions.rangeOf(range) }));
}
