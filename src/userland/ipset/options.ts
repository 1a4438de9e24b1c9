import type { Option } from '../../grammar/command.ts';
import { misuse, syntaxError } from './complaint.ts';

/** A word of the command line with its place, for blame. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/** Reads options of a set or an element: the word of each one's value, or of itself where it has none. */
export function readOptions(words: readonly Word[], rows: readonly Option[]): ReadonlyMap<string, Word> {
  const given = new Map<string, Word>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    // As ipset 4 wrote them.
    const text = word.text.replace(/^--(?=.)/, '');
    const row = rows.find(({ name }) => name === text);
    if (row === undefined) misuse(`Unknown argument: \`${word.text}'`, word.index);
    const value = row.values === undefined ? word : words[++i];
    if (value === undefined) misuse(`Missing mandatory argument of option \`${row.name}'`, word.index);
    if (given.has(row.name) && row.values !== undefined) syntaxError(`${row.name} already specified`, word.index);
    given.set(row.name, value);
  }
  const missing = rows.find((row) => row.required === true && !given.has(row.name));
  if (missing !== undefined) misuse(`Mandatory option \`${missing.name}' is missing`, words.at(-1)?.index);
  return given;
}
