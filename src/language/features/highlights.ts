import type { DocumentHighlight, Position } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { mentionAt, mentionsOf } from '../text/symbols.ts';

/** DocumentHighlightKind of the protocol. */
const READ = 2;
const WRITE = 3;

/** The words that mean the same thing as the one under the cursor. */
export function highlightsAt(lab: Analysis, position: Position): DocumentHighlight[] {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined) return [];
  return mentionsOf(lab)
    .filter((each) => each.thing === mention.thing)
    .map(({ range, defines }) => ({ range: lab.positions.rangeOf(range), kind: defines ? WRITE : READ }));
}
