import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { decodeEscapes } from './escapes.ts';
import { linesOf, readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';

const TABLE = { letters: 'd:sz', long: { delimiters: 'd', serial: 's', 'zero-terminated': 'z' } };

/** paste(1): `-d`, `-s`. */
export const paste: Program = (process) => {
  const options = parseOptions(process, TABLE);
  return typeof options === 'number' ? options : run(process, options);
};

function* run(process: Process, { given, operands, indexes }: Options): Running {
  const delimiters = [...decodeEscapes(given.get('d') ?? '\t', 'ansi').text];
  const files: string[][] = [];
  const paths = operands.length === 0 ? ['-'] : operands;
  const shared = paths.filter((path) => path === '-').length;
  const input = shared > 0 ? linesOf(yield* readStandardInput(process)) : [];
  let stdins = 0;
  let status = 0;
  for (const [at, path] of paths.entries()) {
    if (path === '-') {
      // Each `-` takes its turn with the lines of standard input.
      const turn = stdins;
      files.push(given.has('s') ? (turn === 0 ? input : []) : input.filter((_, line) => line % shared === turn));
      stdins += 1;
      continue;
    }
    const text = readFile(process, path, indexes[at]);
    if (text === undefined) {
      status = 1;
      if (!given.has('s')) return 1;
    } else files.push(linesOf(text));
  }
  const joined = (parts: readonly string[]) =>
    parts.reduce(
      (line, part, at) => (at === 0 ? part : line + (delimiters[(at - 1) % delimiters.length] ?? '') + part),
      '',
    );
  if (given.has('s')) for (const lines of files) process.stdout.write(`${joined(lines)}\n`);
  else {
    const rows = Math.max(0, ...files.map((lines) => lines.length));
    for (let row = 0; row < rows; row += 1) process.stdout.write(`${joined(files.map((lines) => lines[row] ?? ''))}\n`);
  }
  return status;
}
