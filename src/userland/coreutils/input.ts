import { errorText } from '../file-system/error.ts';
import { type FileError, resolvePath } from '../file-system.ts';
import type { Process, Wait } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { quote, quoteIfNeeded } from './quote.ts';

/** One of the texts a program reads: a file, or standard input. */
export interface Text {
  readonly name: string;
  readonly text: string;
}

/** The pieces of standard input as they come. */
export function* eachPiece(process: Process, use: (text: string) => boolean | undefined): Generator<Wait, void, void> {
  for (let more = process.stdin.take(); more !== null; more = process.stdin.take()) {
    if (more === '') yield { ready: () => process.stdin.ready() };
    else if (use(more) === false) return;
  }
}

/** How a program words that it cannot read a file, behind its own name. */
export type Complaint = (path: string, reason: string, errno: FileError) => string;

/** As most programs of coreutils word it. */
export const plainly: Complaint = (path, reason) => `${quoteIfNeeded(path)}: ${reason}`;

/** The text of a file; undefined when it cannot be read, which is then said, and the word blamed. */
export function readFile(
  process: Process,
  path: string,
  index: number | undefined,
  complaint = plainly,
): string | undefined {
  const content = process.system.fs.read(resolvePath(process.cwd, path), process.netns);
  if (content.ok) return content.value;
  const { errno } = content.error;
  process.stderr.write(`${process.argv[0]}: ${complaint(path, errorText(errno), errno)}\n`);
  if (index !== undefined) process.blame(index);
  return undefined;
}

/** The texts of the files named, standard input for `-` and where none is; `failed` when one could not be read. */
export function* readAll(
  process: Process,
  paths: readonly string[],
  indexes: readonly number[],
  complaint = plainly,
): Generator<Wait, { readonly texts: readonly Text[]; readonly failed: boolean }, void> {
  const texts: Text[] = [];
  let failed = false;
  for (let at = 0; at < Math.max(1, paths.length); at += 1) {
    const path = paths[at] ?? '-';
    const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[at], complaint);
    if (text === undefined) failed = true;
    else texts.push({ name: path, text });
  }
  return { texts, failed };
}

/** The lines of a text without their ends. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** Lines with an end each. */
export function joined(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** The words of head(1) and tail(1). */
export const cannotOpen: Complaint = (path, reason, errno) =>
  errno === 'EISDIR' ? `error reading ${quote(path)}: ${reason}` : `cannot open ${quote(path)} for reading: ${reason}`;
