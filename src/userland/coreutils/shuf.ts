import type { Process, Program, Running } from '../process.ts';
import { joined, linesOf, readAll } from './input.ts';
import { type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';

const TABLE = {
  letters: 'ei:n:o:rz',
  long: { echo: 'e', 'input-range': 'i', 'head-count': 'n', output: 'o', repeat: 'r', 'random-source': 'R' },
};

/** shuf(1): from a fixed seed, so that the same lab gives the same bytes. */
export const shuf: Program = (process) => {
  const options = parseOptions(process, { ...TABLE, letters: 'ei:n:o:R:rz' });
  if (typeof options === 'number') return options;
  const range = options.given.get('i');
  const match = /^(\d+)-(\d+)$/.exec(range ?? '0-0');
  if (match === null || Number(match[1]) > Number(match[2]) + 1) {
    process.stderr.write(`shuf: invalid input range: ${quote(range as string)}\n`);
    return 1;
  }
  const most = options.given.get('n');
  if (most !== undefined && !/^\d+$/.test(most)) {
    process.stderr.write(`shuf: invalid line count: ${quote(most)}\n`);
    return 1;
  }
  return run(process, options, Number(match[1]), Number(match[2]));
};

const LONGEST = 1_000_000;

function* run(process: Process, { given, operands, indexes }: Options, from: number, to: number): Running {
  let lines: string[];
  if (given.has('e')) lines = [...operands];
  else if (given.has('i')) {
    lines = Array.from({ length: Math.min(to - from + 1, LONGEST) }, (_, at) => String(from + at));
  } else {
    const { texts, failed } = yield* readAll(process, operands.slice(0, 1), indexes);
    if (failed) return 1;
    lines = texts.flatMap(({ text }) => linesOf(text));
  }
  const chance = chanceFrom(process.pid);
  const wanted = Math.min(Number(given.get('n') ?? (given.has('r') ? LONGEST : lines.length)), LONGEST);
  const chosen: string[] = [];
  while (chosen.length < wanted && lines.length > 0) {
    const at = Math.floor(chance() * lines.length);
    chosen.push(lines[at] as string);
    if (given.has('r')) continue;
    lines[at] = lines.at(-1) as string;
    lines.pop();
  }
  process.stdout.write(joined(chosen));
  return 0;
}

/** Numbers between 0 and 1 that look like chance (a xorshift generator). */
function chanceFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
