import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import type { WrittenCommand, WrittenWord } from './script.ts';

/** What a word that holds expansions came to when its command ran. */
export interface Expanded {
  /** As it is written, without quotes around it: `$ns`, `10.0.$i.1`. */
  readonly written: string;
  /** The word it came to, several with blanks between them; '' for none. */
  readonly value: string;
}

/** What the words with expansions came to in one execution of a command, in order; of what strings run, nothing is known. */
export function expansionsOf(lab: Analysis, record: CommandRecord): Expanded[] {
  const written = writtenOf(lab, record);
  if (written === undefined) return [];
  return written.words
    .filter((word) => !word.literal)
    .map((word) => ({ written: withoutQuotes(lab, word), value: wordValue(record, word) }));
}

/** The word of a command in which an offset lies, where it holds an expansion. */
export function expansionAt(command: WrittenCommand, offset: number): WrittenWord | undefined {
  return command.words.find(({ literal, range }) => !literal && range.start <= offset && offset <= range.end);
}

/** What one word came to. */
export function wordValue({ argv, origins }: CommandRecord, { range }: WrittenWord): string {
  return argv
    .filter((_, index) => origins[index]?.start === range.start && origins[index]?.end === range.end)
    .join(' ');
}

/** A word's text without double quotes around it. */
export function withoutQuotes({ text }: Analysis, { range }: WrittenWord): string {
  return text.slice(range.start, range.end).replace(/^"([^"]*)"$/, '$1');
}

/** `$ns = red, $peer = 10.0.0.2`: what sets one turn of a loop or call of a function apart; '' where it ran once or nothing does. */
export function turnOf(lab: Analysis, record: CommandRecord): string {
  const parts = expansionsOf(lab, record).map(({ written, value }) => `${written} = ${value}`);
  if (parts.length === 0 || lab.executionsAt(record.range.start).length < 2) return '';
  return [...new Set(parts)].join(', ');
}

function writtenOf(lab: Analysis, { range }: CommandRecord): WrittenCommand | undefined {
  const written = lab.script.commandAt(range.start);
  return written?.range.start === range.start ? written : undefined;
}
