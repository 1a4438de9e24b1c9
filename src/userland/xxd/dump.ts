import { readAll } from '../coreutils/input.ts';
import { parseOptions } from '../coreutils/options.ts';
import { encodeText } from '../encoding.ts';
import type { Process, Program, Running } from '../process.ts';
import { hex, printable } from './hex.ts';

/** hexdump(1): `-C`, or words of two bytes. */
export const hexdump: Program = (process) => {
  const options = parseOptions(process, { letters: 'bcCde:f:n:os:vx' });
  if (typeof options === 'number') return options;
  const { given } = options;
  return dump(process, options.operands, options.indexes, (all) => {
    const from = Number(given.get('s') ?? 0);
    const bytes = [...all.slice(from, given.has('n') ? from + Number(given.get('n')) : undefined)];
    const digits = given.has('C') ? 8 : 7;
    const line = given.has('C') ? canonicalLine : wordsLine;
    return rows(bytes, from, digits, given.has('v'), line);
  });
};

function canonicalLine(row: readonly number[]): string {
  const half = (part: readonly number[]) => part.map(hex).join(' ');
  const cells = `${half(row.slice(0, 8))}${row.length > 8 ? `  ${half(row.slice(8))}` : ''}`;
  return `  ${cells.padEnd(48)}  |${printable(row)}|`;
}

function wordsLine(row: readonly number[]): string {
  let text = '';
  for (let at = 0; at < row.length; at += 2) text += ` ${hex(row[at + 1] ?? 0)}${hex(row[at] as number)}`;
  return text.padEnd(40);
}

/** Lines of 16 bytes; those that repeat the one before become one `*`. */
function rows(
  bytes: readonly number[],
  from: number,
  digits: number,
  showsAll: boolean,
  line: (row: readonly number[]) => string,
): string {
  let text = '';
  let before = '';
  let starred = false;
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    const shown = line(row);
    if (shown === before && row.length === 16 && !showsAll) {
      if (!starred) text += '*\n';
      starred = true;
      continue;
    }
    starred = false;
    before = shown;
    text += `${(from + at).toString(16).padStart(digits, '0')}${shown}\n`;
  }
  return bytes.length === 0 ? '' : `${text}${(from + bytes.length).toString(16).padStart(digits, '0')}\n`;
}

/** od(1): `-c`, `-t x1` and `-An`, or octal words of two bytes. */
export const od: Program = (process) => {
  const options = parseOptions(process, {
    letters: 'A:bcdj:N:ot:vwx',
    long: { 'address-radix': 'A', 'skip-bytes': 'j', 'read-bytes': 'N', format: 't', 'output-duplicates': 'v' },
  });
  if (typeof options === 'number') return options;
  const { given } = options;
  const format =
    given.get('t') ??
    (given.has('c') ? 'c' : given.has('x') ? 'x2' : given.has('b') ? 'o1' : given.has('d') ? 'u2' : 'o2');
  const cell = OD_FORMATS[format.replace(/^([xoud])$/, '$14').replace(/z$/, '')];
  if (cell === undefined) {
    process.unsimulated(`od -t ${format}`);
    return 0;
  }
  const radix = given.get('A') ?? 'o';
  const place = (at: number) =>
    radix === 'n'
      ? ''
      : radix === 'x'
        ? at.toString(16).padStart(6, '0')
        : at.toString(radix === 'd' ? 10 : 8).padStart(7, '0');
  return dump(process, options.operands, options.indexes, (all) => {
    const from = Number(given.get('j') ?? 0);
    const bytes = [...all.slice(from, given.has('N') ? from + Number(given.get('N')) : undefined)];
    let text = '';
    let before: string | undefined;
    let starred = false;
    for (let at = 0; at < bytes.length; at += 16) {
      const row = cell(bytes.slice(at, at + 16));
      if (row === before && at + 16 <= bytes.length && !given.has('v')) {
        if (!starred) text += '*\n';
        starred = true;
        continue;
      }
      [before, starred] = [row, false];
      text += `${place(from + at)}${row}\n`;
    }
    return radix === 'n' ? text : `${text}${place(from + bytes.length)}\n`;
  });
};

const LETTERS: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function words(size: number, radix: number, width: number): (row: readonly number[]) => string {
  return (row) => {
    let text = '';
    for (let at = 0; at < row.length; at += size) {
      let value = 0;
      for (let i = size - 1; i >= 0; i -= 1) value = value * 256 + (row[at + i] ?? 0);
      text += ` ${radix === 10 ? String(value).padStart(width) : value.toString(radix).padStart(width, '0')}`;
    }
    return text;
  };
}

const OD_FORMATS: Readonly<Record<string, (row: readonly number[]) => string>> = {
  c: (row) =>
    row
      .map(
        (byte) =>
          LETTERS[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0')),
      )
      .map((cell) => cell.padStart(4))
      .join(''),
  x1: words(1, 16, 2),
  o1: words(1, 8, 3),
  u1: words(1, 10, 3),
  d1: words(1, 10, 4),
  x2: words(2, 16, 4),
  o2: words(2, 8, 6),
  u2: words(2, 10, 5),
  x4: words(4, 16, 8),
  o4: words(4, 8, 11),
  u4: words(4, 10, 10),
};

function dump(
  process: Process,
  operands: readonly string[],
  indexes: readonly number[],
  show: (bytes: Uint8Array) => string,
): Running {
  return run();
  function* run(): Running {
    const { texts, failed } = yield* readAll(process, operands, indexes, (path, reason) => `${path}: ${reason}`);
    process.stdout.write(show(encodeText(texts.map(({ text }) => text).join(''))));
    return failed ? 1 : 0;
  }
}
