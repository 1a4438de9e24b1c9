import type { Analysis } from '../analysis.ts';
import type { Edit, Fix } from '../finding.ts';
import type { CommandLine } from '../text/command-line.ts';
import { nearest } from '../text/nearest.ts';

/** Replaces a word, or the part `old` of it; undefined where it is not written as it was run (it comes out of a variable). */
export function replaceWord(
  lab: Analysis,
  line: CommandLine,
  index: number,
  newText: string,
  old = line.argv[index],
): Edit | undefined {
  const origin = line.origins[index];
  if (origin === undefined || old === undefined) return undefined;
  const at = lab.text.slice(origin.start, origin.end).indexOf(old);
  if (at < 0) return undefined;
  const start = origin.start + at;
  return { range: { start, end: start + old.length }, newText };
}

/** Removes a word with the blanks behind it. */
export function removeWord(line: CommandLine, index: number): Edit | undefined {
  const origin = line.origins[index];
  const next = line.origins[index + 1];
  if (origin === undefined || next === undefined) return undefined;
  return { range: { start: origin.start, end: next.start }, newText: '' };
}

/** Suggests the nearest of the names that exist. */
export function nearestFix(
  lab: Analysis,
  line: CommandLine,
  index: number,
  candidates: Iterable<string>,
  word = line.argv[index] ?? '',
): Fix[] {
  const name = nearest(word, candidates);
  const edit = name === undefined ? undefined : replaceWord(lab, line, index, name, word);
  return edit === undefined ? [] : [{ title: `Change to ${name}`, edits: [edit], preferred: true }];
}
