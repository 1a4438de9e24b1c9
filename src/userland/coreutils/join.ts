import type { Process, Program, Running } from '../process.ts';
import { linesOf, readAll } from './input.ts';
import { misused, type Options, parseOptions } from './options.ts';

const TABLE = { letters: '1:2:a:e:ij:o:t:v:', long: { 'ignore-case': 'i' } };

/** What one asks of a join. */
interface Wanted {
  readonly separator: string | undefined;
  readonly key: (field: string) => string;
  /** The field to join on, of each file, from 0 on. */
  readonly fields: readonly [number, number];
  /** The files whose lines without a partner are shown, and whether only those are. */
  readonly lonely: ReadonlySet<string>;
  readonly onlyLonely: boolean;
  /** What stands for an empty field. */
  readonly empty: string;
  /** `-o`: file and field of each column, file 0 for the key; undefined for the key and all others. */
  readonly format: readonly (readonly [number, number])[] | undefined;
}

/** join(1): lines of two sorted files that have a field in common. */
export const join: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  if (options.operands.length !== 2) {
    const [last] = options.operands.slice(-1);
    if (options.operands.length > 2) return misused(process, `extra operand '${options.operands[2]}'`);
    return misused(process, last === undefined ? 'missing operand' : `missing operand after '${last}'`);
  }
  return run(process, options);
};

function* run(process: Process, options: Options): Running {
  const { texts, failed } = yield* readAll(process, options.operands, options.indexes);
  if (failed) return 1;
  const wanted = wantedOf(options);
  const [left, right] = texts.map(({ text }) => linesOf(text).map((line) => fieldsOf(line, wanted.separator)));
  for (const line of joinLines(left as string[][], right as string[][], wanted)) process.stdout.write(`${line}\n`);
  return 0;
}

function wantedOf({ all, given }: Options): Wanted {
  const field = (letter: string) => Number(given.get(letter) ?? given.get('j') ?? '1') - 1;
  const values = (letter: string) => all.flatMap(([name, value]) => (name === letter ? [value] : []));
  const format = given.get('o');
  return {
    separator: given.get('t'),
    key: given.has('i') ? (text) => text.toLowerCase() : (text) => text,
    fields: [field('1'), field('2')],
    lonely: new Set([...values('a'), ...values('v')]),
    onlyLonely: given.has('v'),
    empty: given.get('e') ?? '',
    format:
      format === undefined || format === 'auto'
        ? undefined
        : format.split(/[, ]+/).map((each) => {
            const [file = '0', column = '1'] = each.split('.');
            return [Number(file), Number(column) - 1] as const;
          }),
  };
}

function fieldsOf(line: string, separator: string | undefined): string[] {
  return separator === undefined
    ? line.split(/[ \t]+/).filter((field, at) => at > 0 || field !== '')
    : line.split(separator);
}

function* joinLines(left: readonly string[][], right: readonly string[][], wanted: Wanted): Generator<string> {
  const keyOf = (line: readonly string[] | undefined, file: 0 | 1) => wanted.key(line?.[wanted.fields[file]] ?? '');
  let b = 0;
  let a = 0;
  while (a < left.length || b < right.length) {
    const [first, second] = [left[a], right[b]];
    const order = first === undefined ? 1 : second === undefined ? -1 : compare(keyOf(first, 0), keyOf(second, 1));
    if (order !== 0) {
      if (wanted.lonely.has(order < 0 ? '1' : '2'))
        yield show(order < 0 ? first : undefined, order < 0 ? undefined : second, wanted);
      if (order < 0) a += 1;
      else b += 1;
      continue;
    }
    const key = keyOf(first, 0);
    let end = b;
    while (end < right.length && keyOf(right[end], 1) === key) end += 1;
    for (; a < left.length && keyOf(left[a], 0) === key; a += 1) {
      if (!wanted.onlyLonely) for (const partner of right.slice(b, end)) yield show(left[a], partner, wanted);
    }
    b = end;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function show(first: readonly string[] | undefined, second: readonly string[] | undefined, wanted: Wanted): string {
  const { fields, separator = ' ', empty, format } = wanted;
  const key = first?.[fields[0]] ?? second?.[fields[1]] ?? '';
  const others = (line: readonly string[] | undefined, at: number) => (line ?? []).filter((_, place) => place !== at);
  const column = ([file, at]: readonly [number, number]) => (file === 0 ? key : (file === 1 ? first : second)?.[at]);
  const columns =
    format === undefined ? [key, ...others(first, fields[0]), ...others(second, fields[1])] : format.map(column);
  return columns.map((each) => (each === undefined || each === '' ? empty : each)).join(separator);
}
