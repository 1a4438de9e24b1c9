import { decodeText, encodeText } from '../encoding.ts';
import type { Process, Program, Running } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { cannotOpen, eachPiece, readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';

const TABLE = { letters: 'c:n:qvz', long: { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v' } };

/** head(1): `-n lines`, `-c bytes` (a minus in front: all but the last), `-N`. */
export const head: Program = (process) => {
  const options = parseOptions(oldStyle(process), TABLE);
  if (typeof options === 'number') return options;
  const amount = amountOf(process, options);
  if (amount === undefined) return 1;
  const { unit, word } = amount;
  return run(process, options, (text) => beginning(text, unit, word));
};

/** How much of an input is wanted; undefined for what is no number, which is then said. */
export function amountOf(
  process: Process,
  { given }: Options,
): { readonly unit: 'bytes' | 'lines'; readonly word: string } | undefined {
  const unit = given.has('c') ? 'bytes' : 'lines';
  const word = given.get('c') ?? given.get('n') ?? '10';
  if (/^[-+]?\d+$/.test(word)) return { unit, word };
  process.stderr.write(`${process.argv[0]}: invalid number of ${unit}: '${word}'\n`);
  return undefined;
}

/** `head -5` is `head -n 5`, `tail +5` is `tail -n +5`. */
export function oldStyle(process: Process): Process {
  const first = process.argv[1] ?? '';
  const isFrom = process.argv[0]?.endsWith('tail') === true && /^\+\d+$/.test(first) && process.argv.length < 4;
  if (!/^-\d+$/.test(first) && !isFrom) return process;
  const argv = [process.argv[0] as string, `-n${isFrom ? first : first.slice(1)}`, ...process.argv.slice(2)];
  return viewOf(process, { argv });
}

/** A part of a text by its bytes, counted as `slice` does. */
export function bytesAt(text: string, start: number, end?: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text.slice(start, end === 0 && Object.is(end, -0) ? text.length : end);
  const bytes = encodeText(text);
  return decodeText(bytes.slice(start, Object.is(end, -0) ? bytes.length : end));
}

/** The beginning of a text, and whether more of it could add to it. */
function beginning(
  text: string,
  unit: 'bytes' | 'lines',
  word: string,
): { readonly text: string; readonly full: boolean } {
  const count = Math.abs(Number(word));
  const butLast = word.startsWith('-');
  if (unit === 'bytes') {
    return { text: bytesAt(text, 0, butLast ? -count : count), full: !butLast && text.length >= count };
  }
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const kept = lines.slice(0, butLast ? Math.max(0, lines.length - count) : count).join('');
  const complete = lines.length > count || (lines.length === count && text.endsWith('\n'));
  return { text: kept, full: !butLast && complete };
}

function* run(process: Process, options: Options, cut: (text: string) => { text: string; full: boolean }): Running {
  const { operands, indexes, given } = options;
  const paths = operands.length === 0 ? ['-'] : operands;
  const titled = given.has('v') || (paths.length > 1 && !given.has('q'));
  let status = 0;
  let printed = false;
  for (let at = 0; at < paths.length; at += 1) {
    const path = paths[at] as string;
    const text = path === '-' ? yield* enough(process, cut) : readFile(process, path, indexes[at], cannotOpen);
    if (text === undefined) {
      status = 1;
      continue;
    }
    const title = path === '-' ? 'standard input' : path;
    if (titled) process.stdout.write(`${printed ? '\n' : ''}==> ${title} <==\n`);
    printed = true;
    process.stdout.write(cut(text).text);
  }
  return status;
}

function* enough(process: Process, cut: (text: string) => { text: string; full: boolean }) {
  let text = '';
  if (cut('').full) return text;
  yield* eachPiece(process, (piece) => {
    text += piece;
    return !cut(text).full;
  });
  process.stdin.giveBack?.(text.slice(cut(text).text.length));
  return text;
}
