import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { joined, linesOf, readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';

const TABLE = {
  letters: 'cdf:is:uw:',
  long: {
    count: 'c',
    repeated: 'd',
    unique: 'u',
    'ignore-case': 'i',
    'skip-fields': 'f',
    'skip-chars': 's',
    'check-chars': 'w',
  },
};

/** uniq(1). */
export const uniq: Program = (process) => {
  const options = parseOptions(process, TABLE);
  return typeof options === 'number' ? options : run(process, options);
};

function* run(process: Process, { given, operands, indexes }: Options): Running {
  const path = operands[0] ?? '-';
  const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[0]);
  if (text === undefined) return 1;
  const groups: { readonly line: string; count: number }[] = [];
  let last: string | undefined;
  for (const line of linesOf(text)) {
    const key = keyOf(line, given);
    const group = groups.at(-1);
    if (group !== undefined && key === last) group.count += 1;
    else groups.push({ line, count: 1 });
    last = key;
  }
  const kept = groups.filter(({ count }) => (!given.has('d') || count > 1) && (!given.has('u') || count === 1));
  process.stdout.write(
    joined(kept.map(({ line, count }) => (given.has('c') ? `${String(count).padStart(7)} ${line}` : line))),
  );
  return 0;
}

function keyOf(line: string, given: ReadonlyMap<string, string>): string {
  let key = line;
  for (let fields = Number(given.get('f') ?? 0); fields > 0; fields -= 1) key = key.replace(/^\s*\S*/, '');
  key = key.slice(Number(given.get('s') ?? 0));
  if (given.has('w')) key = key.slice(0, Number(given.get('w')));
  return given.has('i') ? key.toLowerCase() : key;
}
