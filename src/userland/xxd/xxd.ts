import { readAll } from '../coreutils/input.ts';
import { decodeText, encodeText } from '../encoding.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { fromHex, hex, printable } from './hex.ts';

const USAGE = `Usage:
       xxd [options] [infile [outfile]]
    or
       xxd -r [-ps] [infile [outfile]]
Options:
    -a          show lines of zeros as one *
    -b          bits
    -c cols     bytes a line
    -e          words in little endian
    -g bytes    bytes a group
    -i          as a list in C
    -l len      no more bytes than these
    -o off      add to the offsets shown
    -ps         plain digits
    -r          back to bytes
    -s seek     begin there
    -u          upper case
`;

/** The letter behind `-`, of options that may be written out; those in capitals take a number. */
const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/^-a/, 'a'],
  [/^-b/, 'b'],
  [/^-c(?:$|\d|ols)/, 'C'],
  [/^-d/, 'd'],
  [/^-e/, 'e'],
  [/^-g/, 'G'],
  [/^-i/, 'i'],
  [/^-l/, 'L'],
  [/^-o/, 'O'],
  [/^-p/, 'p'],
  [/^-r/, 'r'],
  [/^-s/, 'S'],
  [/^-u/, 'u'],
];

const MOST_COLUMNS = 256;

/** xxd(1) of vim 9.0: bytes as digits, and back. */
export const xxd: Program = (process) => {
  const given = new Map<string, number>();
  const { argv } = process;
  let at = 1;
  for (; /^-./.test(argv[at] ?? '') && argv[at] !== '--'; at += 1) {
    const word = (argv[at] as string).replace(/^--(?=.)/, '-');
    if (/^-v/.test(word)) {
      process.stderr.write('xxd 2022-01-14 by Juergen Weigert et al.\n');
      return 0;
    }
    const letter = OPTIONS.find(([pattern]) => pattern.test(word))?.[1];
    if (letter === undefined) return misused(process, at);
    if (!/[A-Z]/.test(letter)) {
      given.set(letter, 1);
      continue;
    }
    const attached = /^-[a-z](\d.*)$/.exec(word)?.[1];
    if (attached === undefined) at += 1;
    const value = attached ?? argv[at];
    if (value === undefined) return misused(process, at - 1);
    given.set(letter, Number.parseInt(value, value.startsWith('0x') ? 16 : 10) || 0);
  }
  if (argv[at] === '--') at += 1;
  const columns = given.get('C') ?? 0;
  if (columns < 0 || (columns > MOST_COLUMNS && !given.has('p'))) {
    process.stderr.write(`xxd: invalid number of columns (max. ${MOST_COLUMNS}).\n`);
    return 1;
  }
  if (argv.length > at + 2) return misused(process, at + 2);
  return run(process, given, at);
};

function misused(process: Process, index: number): number {
  process.blame(index);
  process.stderr.write(USAGE);
  return 1;
}

function* run(process: Process, given: ReadonlyMap<string, number>, at: number): Running {
  const { argv } = process;
  const inputs = argv[at] === undefined ? [] : [argv[at] as string];
  const { texts, failed } = yield* readAll(process, inputs, [at], (path, reason) => `${path}: ${reason}`);
  if (failed) return 2;
  const bytes = encodeText(texts.map(({ text }) => text).join(''));
  const text = given.has('r') ? fromHex(decodeText(bytes), given.has('p')) : shown(bytes, given, inputs[0]);
  const output = argv[at + 1];
  if (output === undefined || output === '-') process.stdout.write(text);
  else process.system.fs.write(resolvePath(process.cwd, output), text, 'truncate', process.netns);
  return 0;
}

function shown(all: Uint8Array, given: ReadonlyMap<string, number>, name: string | undefined): string {
  const seek = given.get('S') ?? 0;
  const from = seek < 0 ? Math.max(0, all.length + seek) : seek;
  const bytes = [...all.slice(from, given.has('L') ? from + (given.get('L') as number) : undefined)];
  const digits = given.has('u') ? (byte: number) => hex(byte).toUpperCase() : hex;
  const positive = (letter: string, usual: number) => {
    const value = given.get(letter) ?? 0;
    return value > 0 ? value : usual;
  };
  if (given.has('p')) {
    const columns = positive('C', given.has('C') ? Number.POSITIVE_INFINITY : 30);
    return rowsOf(bytes, columns)
      .map((row) => `${row.map(digits).join('')}\n`)
      .join('');
  }
  if (given.has('i')) return listed(bytes, positive('C', 12), digits, name);
  const isBits = given.has('b');
  const columns = positive('C', isBits ? 6 : 16);
  const group = given.get('G') ?? (given.has('e') ? 4 : isBits ? 1 : 2);
  const cell = isBits ? (byte: number) => byte.toString(2).padStart(8, '0') : digits;
  return hexLines(bytes, {
    columns,
    group: group > 0 ? Math.min(group, columns) : columns,
    first: from + (given.get('O') ?? 0),
    radix: given.has('d') ? 10 : 16,
    cell,
    swaps: given.has('e') ? (group > 0 ? group : columns) : 0,
    stars: given.has('a'),
  });
}

interface Layout {
  readonly columns: number;
  readonly group: number;
  /** The offset of the first byte. */
  readonly first: number;
  readonly radix: 10 | 16;
  readonly cell: (byte: number) => string;
  /** How many bytes are shown in reverse order, with room for those that lack; 0 for none. */
  readonly swaps: number;
  /** Whether lines of zeros behind the first become a star. */
  readonly stars: boolean;
}

function hexLines(bytes: readonly number[], layout: Layout): string {
  const { columns, first, radix, cell, swaps, stars } = layout;
  const group = swaps > 0 ? swaps : layout.group;
  const size = cell(0).length;
  const width =
    columns * size + Math.ceil(columns / group) + (swaps > 0 ? size * ((group - (columns % group)) % group) : 0);
  let text = '';
  let zeros = 0;
  rowsOf(bytes, columns).forEach((row, index, all) => {
    zeros = row.every((byte) => byte === 0) ? zeros + 1 : 0;
    if (stars && zeros > 1 && index < all.length - 1) {
      if (zeros === 2) text += '*\n';
      return;
    }
    const groups = rowsOf(row, group).map((each) =>
      swaps > 0
        ? each
            .map(cell)
            .reverse()
            .join('')
            .padStart(size * group)
        : each.map(cell).join(''),
    );
    const offset = (first + index * columns).toString(radix).padStart(8, '0');
    text += `${offset}: ${groups.join(' ').padEnd(width)} ${printable(row)}\n`;
  });
  return text;
}

function rowsOf(bytes: readonly number[], columns: number): number[][] {
  const rows: number[][] = [];
  for (let at = 0; at < bytes.length; at += columns) rows.push(bytes.slice(at, at + columns));
  return rows;
}

/** `-i`: an array in C, named after the file where there is one. */
function listed(
  bytes: readonly number[],
  columns: number,
  digits: (byte: number) => string,
  name: string | undefined,
): string {
  const lines = rowsOf(bytes, columns).map((row) => `  ${row.map((byte) => `0x${digits(byte)}`).join(', ')}`);
  const list = lines.length === 0 ? '' : `${lines.join(',\n')}\n`;
  if (name === undefined || name === '-') return list;
  const word = name.replace(/^(?=\d)/, '__').replace(/\W/g, '_');
  return `unsigned char ${word}[] = {\n${list}};\nunsigned int ${word}_len = ${bytes.length};\n`;
}
