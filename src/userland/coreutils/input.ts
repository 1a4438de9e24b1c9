import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Wait } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';

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

/** The text of a file; undefined when it cannot be read, which is then said, and the word blamed. */
export function readFile(process: Process, path: string, index?: number): string | undefined {
  const content = process.system.fs.read(resolvePath(process.cwd, path), process.netns);
  if (content.ok && path !== '') return content.value;
  process.stderr.write(`${process.argv[0]}: ${path}: ${errorText(content.ok ? 'ENOENT' : content.error.errno)}\n`);
  if (index !== undefined) process.blame(index);
  return undefined;
}

/** The texts of the files named, standard input for `-` and where none is; `failed` when one could not be read. */
export function* readAll(
  process: Process,
  paths: readonly string[],
  indexes: readonly number[] = [],
): Generator<Wait, { readonly texts: readonly Text[]; readonly failed: boolean }, void> {
  const texts: Text[] = [];
  let failed = false;
  for (let at = 0; at < Math.max(1, paths.length); at += 1) {
    const path = paths[at] ?? '-';
    const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[at]);
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

/** As `readFile`, with the words of head(1) and tail(1) for a file that is not there. */
export function openFile(process: Process, path: string, index?: number): string | undefined {
  const content = process.system.fs.read(resolvePath(process.cwd, path), process.netns);
  if (content.ok) return content.value;
  const name = process.argv[0];
  const reason = errorText(content.error.errno);
  const reading = content.error.errno === 'EISDIR' ? `error reading '${path}'` : `cannot open '${path}' for reading`;
  process.stderr.write(`${name}: ${reading}: ${reason}\n`);
  if (index !== undefined) process.blame(index);
  return undefined;
}
