import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { type Complaint, joined, linesOf, readFile } from './input.ts';
import { misused, type Options, parseOptions } from './options.ts';
import { quoteIfNeeded } from './quote.ts';

const TABLE = {
  letters: 'bcdfghk:Mnro:st:uVz',
  long: {
    reverse: 'r',
    'numeric-sort': 'n',
    unique: 'u',
    key: 'k',
    'field-separator': 't',
    'ignore-case': 'f',
    'version-sort': 'V',
    'human-numeric-sort': 'h',
    output: 'o',
    stable: 's',
  },
  failure: 2,
};

/** A part of the line to compare, and how. */
interface Key {
  readonly from: number;
  readonly to: number | undefined;
  readonly flags: string;
}

/** sort(1), in the C locale: `-n -r -u -f -b -V -k -t -o -s`. */
export const sort: Program = (process) => {
  const options = parseOptions(process, TABLE);
  return typeof options === 'number' ? options : run(process, options);
};

function* run(process: Process, { given, all, operands, indexes }: Options): Running {
  const keys: Key[] = [];
  for (const [letter, value] of all) {
    if (letter !== 'k') continue;
    const key = keyOf(value);
    if (key === undefined) return misused(process, `-: invalid field specification '${value}'`, 2);
    keys.push(key);
  }
  const lines: string[] = [];
  for (let at = 0; at < Math.max(1, operands.length); at += 1) {
    const path = operands[at] ?? '-';
    const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[at], cannotSort);
    if (text === undefined) return 2;
    lines.push(...linesOf(text));
  }
  const global = [...given.keys()].filter((letter) => 'bdfghnMrV'.includes(letter)).join('');
  const compare = comparator(keys, global, given.get('t'));
  const last = given.has('s') || given.has('u') ? () => 0 : byBytes(global.includes('r'));
  let sorted = lines.sort((a, b) => compare(a, b) || last(a, b));
  if (given.has('u')) sorted = sorted.filter((line, at) => at === 0 || compare(sorted[at - 1] as string, line) !== 0);
  const output = given.get('o');
  if (output === undefined) process.stdout.write(joined(sorted));
  else process.system.fs.write(resolvePath(process.cwd, output), joined(sorted), 'truncate', process.netns);
  return 0;
}

function keyOf(value: string): Key | undefined {
  const match = /^(\d+)(?:\.\d+)?([bdfghMnrV]*)(?:,(\d+)(?:\.\d+)?([bdfghMnrV]*))?$/.exec(value);
  if (match === null || match[1] === '0') return undefined;
  return {
    from: Number(match[1]),
    to: match[3] === undefined ? undefined : Number(match[3]),
    flags: `${match[2]}${match[4] ?? ''}`,
  };
}

function byBytes(reverse: boolean): (a: string, b: string) => number {
  return (a, b) => (a === b ? 0 : a < b === reverse ? 1 : -1);
}

function comparator(
  keys: readonly Key[],
  flags: string,
  separator: string | undefined,
): (a: string, b: string) => number {
  const used = keys.length === 0 ? [{ from: 0, to: undefined, flags: '' }] : keys;
  return (a, b) => {
    for (const key of used) {
      const own = key.flags === '' ? flags : key.flags;
      const order = compareBy(own, part(a, key, separator), part(b, key, separator));
      if (order !== 0) return own.includes('r') ? -order : order;
    }
    return 0;
  };
}

/** The fields of a key; without a separator a field begins with the blanks before it. */
function part(line: string, key: Key, separator: string | undefined): string {
  if (key.from === 0) return line;
  const fields = separator === undefined ? (line.match(/[ \t]*[^ \t]+|[ \t]+$/g) ?? []) : line.split(separator);
  return fields.slice(key.from - 1, key.to).join(separator ?? '');
}

function compareBy(flags: string, left: string, right: string): number {
  if (/[ngh]/.test(flags)) return numberOf(left, flags) - numberOf(right, flags);
  const prepare = (text: string) => {
    const trimmed = flags.includes('b') ? text.trimStart() : text;
    const plain = flags.includes('d') ? trimmed.replace(/[^\w\s]/g, '') : trimmed;
    return flags.includes('f') ? plain.toUpperCase() : plain;
  };
  const a = prepare(left);
  const b = prepare(right);
  if (flags.includes('V')) return compareVersions(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

function numberOf(text: string, flags: string): number {
  const match = /^\s*(-?\d*\.?\d*)([KMGTPE]?)/.exec(text);
  const scale = flags.includes('h') ? 1024 ** ' KMGTPE'.indexOf(match?.[2] || ' ') : 1;
  return (Number(match?.[1]) || 0) * scale;
}

/** Digits are compared as numbers, all else as text. */
function compareVersions(left: string, right: string): number {
  const a = left.match(/\d+|\D+/g) ?? [];
  const b = right.match(/\d+|\D+/g) ?? [];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const x = a[at] ?? '';
    const y = b[at] ?? '';
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : x === y ? 0 : x < y ? -1 : 1;
    if (order !== 0) return order;
  }
  return 0;
}

/** The words of sort(1). */
const cannotSort: Complaint = (path, reason, errno) =>
  `${errno === 'EISDIR' ? 'read failed' : 'cannot read'}: ${quoteIfNeeded(path)}: ${reason}`;
