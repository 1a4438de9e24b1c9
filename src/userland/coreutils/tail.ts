import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { amountOf, bytesAt, oldStyle } from './head.ts';
import { cannotOpen, readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';

const TABLE = {
  letters: 'c:fFn:qs:v',
  long: { lines: 'n', bytes: 'c', follow: 'f', quiet: 'q', silent: 'q', verbose: 'v' },
};

/** tail(1): `-n lines`, `-n +line`, `-c bytes`. `-f` is not simulated: it ends instead of following. */
export const tail: Program = (process) => {
  const [, first = '', ...more] = process.argv;
  // The old form takes no options and one file.
  if (/^-\d+$/.test(first) && (more.length > 1 || /^-./.test(more[0] ?? ''))) {
    process.blame(1);
    process.stderr.write(`tail: option used in invalid context -- ${first[1]}\n`);
    return 1;
  }
  const options = parseOptions(oldStyle(process), TABLE);
  if (typeof options === 'number') return options;
  if (options.given.has('f') || options.given.has('F')) process.unsimulated('tail -f');
  const amount = amountOf(process, options);
  if (amount === undefined) return 1;
  const { unit, word } = amount;
  return run(process, options, (text) => end(text, unit, word));
};

function end(text: string, unit: 'bytes' | 'lines', word: string): string {
  const count = Math.abs(Number(word));
  const fromStart = word.startsWith('+');
  if (unit === 'bytes')
    return fromStart ? bytesAt(text, Math.max(0, count - 1)) : count === 0 ? '' : bytesAt(text, -count);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.slice(fromStart ? Math.max(0, count - 1) : Math.max(0, lines.length - count)).join('');
}

function* run(process: Process, { operands, indexes, given }: Options, cut: (text: string) => string): Running {
  const paths = operands.length === 0 ? ['-'] : operands;
  const titled = given.has('v') || (paths.length > 1 && !given.has('q'));
  let status = 0;
  let printed = false;
  for (let at = 0; at < paths.length; at += 1) {
    const path = paths[at] as string;
    const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[at], cannotOpen);
    if (text === undefined) {
      status = 1;
      continue;
    }
    if (titled) process.stdout.write(`${printed ? '\n' : ''}==> ${path === '-' ? 'standard input' : path} <==\n`);
    printed = true;
    process.stdout.write(cut(text));
  }
  return status;
}
