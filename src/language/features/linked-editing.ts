import type { Position, Range } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { mentionAt } from '../text/symbols.ts';
import { placesOf } from './rename.ts';

/**
 * The words that change together with the one at a position: those that name the same thing. Null where there are none, and
 * for addresses and variables, about which a rename first asks whether that is safe.
 */
export function linkedEditingRangesAt(lab: Analysis, position: Position): { ranges: Range[] } | null {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined || mention.kind === 'address' || mention.kind === 'variable') return null;
  const places = placesOf(lab, mention);
  if (places === undefined || places.length < 2) return null;
  return { ranges: places.map(({ range }) => lab.positions.rangeOf(range)) };
}
