import type { Origin } from '../../../userland/process.ts';
import type { Analysis } from '../../analysis.ts';
import { expansionAt, withoutQuotes, wordValue } from '../../text/expansions.ts';
import type { WrittenCommand } from '../../text/script.ts';

/** Values listed at most. */
const LIMIT = 12;

/** What a word with an expansion came to, each time its command ran. */
export function hoverOnExpansion(
  lab: Analysis,
  command: WrittenCommand,
  offset: number,
): { readonly value: string; readonly range: Origin } | undefined {
  const word = expansionAt(command, offset);
  const records = lab.executionsAt(command.range.start);
  if (word === undefined || records.length === 0) return undefined;
  const values = new Set(records.map((record) => wordValue(record, word)));
  const shown = [...values].slice(0, LIMIT).map((value) => (value === '' ? 'nothing' : `\`${value}\``));
  const omitted = values.size > LIMIT ? ` and ${values.size - LIMIT} more` : '';
  const times = records.length > 1 ? ` (ran ${records.length} times)` : '';
  return { value: `\`${withoutQuotes(lab, word)}\` is ${shown.join(', ')}${omitted}${times}`, range: word.range };
}
