import { linesOf, readAll } from '../coreutils/input.ts';
import { misused, type Options, parseOptions } from '../coreutils/options.ts';
import type { Process, Program, Running } from '../process.ts';

const TABLE = {
  letters: 'c:dE:eH:JLl:N:n:O:o:R:s:T:tVW:xh',
  long: {
    'output-width': 'c',
    'table-noheadings': 'd',
    'table-noextreme': 'E',
    'table-hide': 'H',
    json: 'J',
    'keep-empty-lines': 'L',
    'table-columns-limit': 'l',
    'table-columns': 'N',
    'table-name': 'n',
    'table-order': 'O',
    'output-separator': 'o',
    'table-right': 'R',
    separator: 's',
    'table-truncate': 'T',
    table: 't',
    version: 'V',
    'table-wrap': 'W',
    fillrows: 'x',
    help: 'h',
  },
};

const WIDTH = 80;

/** column(1) of util-linux 2.38: lines side by side, or with `-t` their fields one below the other. */
export const column: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given } = options;
  if (given.has('V')) {
    process.stdout.write('column from util-linux 2.38.1\n');
    return 0;
  }
  if (given.has('h')) {
    process.stdout.write('\nUsage:\n column [options] [<file>...]\n');
    return 0;
  }
  if (given.has('J') && !given.has('N')) {
    process.stderr.write('column: option --table-columns required for --json\n');
    return 1;
  }
  const width = given.get('c');
  if (width !== undefined && !/^\d+$/.test(width) && width !== 'unlimited') {
    process.stderr.write(`column: invalid columns argument: '${width}'\n`);
    return 1;
  }
  if (given.has('l') && !/^[1-9]\d*$/.test(given.get('l') as string)) {
    return misused(process, `columns limit must be greater than zero`);
  }
  return run(process, options);
};

function* run(process: Process, options: Options): Running {
  const { given, operands, indexes } = options;
  const { texts, failed } = yield* readAll(process, operands, indexes, (path, reason) => `${path}: ${reason}`);
  const lines = texts.flatMap(({ text }) => linesOf(text)).filter((line) => given.has('L') || /\S/.test(line));
  const isTable = given.has('t') || given.has('J');
  if (lines.length > 0) process.stdout.write(isTable ? new Table(given, lines).text() : filled(given, lines));
  return failed ? 1 : 0;
}

const widthOf = (text: string): number => [...text].length;

/** Lines in as many columns as fit, the way down first unless `-x`; tabs lie between them. */
function filled(given: ReadonlyMap<string, string>, lines: readonly string[]): string {
  const longest = Math.max(...lines.map(widthOf));
  const width = given.get('c') === 'unlimited' ? Number.POSITIVE_INFINITY : Number(given.get('c') ?? WIDTH);
  if (longest >= width) return `${lines.join('\n')}\n`;
  const place = (longest + 8) & ~7;
  const columns = Math.max(1, Math.floor(width / place));
  const rows = Math.ceil(lines.length / columns);
  const across = given.has('x');
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    let at = 0;
    for (let column = 0; column < columns; column += 1) {
      const line = lines[across ? row * columns + column : column * rows + row];
      if (line === undefined) break;
      if (column > 0)
        for (let next = (at + 8) & ~7; next <= column * place; next = (at + 8) & ~7) {
          text += '\t';
          at = next;
        }
      text += line;
      at += widthOf(line);
    }
    text += '\n';
  }
  return text;
}

/** The fields of lines, one below the other. */
class Table {
  readonly #rows: readonly (readonly string[])[];
  readonly #names: readonly string[];
  /** The numbers of the columns that are shown, in order. */
  readonly #shown: readonly number[];

  constructor(
    private readonly given: ReadonlyMap<string, string>,
    lines: readonly string[],
  ) {
    this.#rows = lines.map((line) => this.#fields(line));
    this.#names = given.get('N')?.split(',') ?? [];
    const count = Math.max(this.#names.length, ...this.#rows.map((row) => row.length));
    const all = Array.from({ length: count }, (_, at) => at);
    const first = this.#numbers('O', count);
    const hidden = new Set(this.#numbers('H', count));
    this.#shown = [...first, ...all.filter((at) => !first.includes(at))].filter((at) => !hidden.has(at));
  }

  text(): string {
    return this.given.has('J') ? this.#json() : this.#plain();
  }

  #fields(line: string): string[] {
    const separators = this.given.get('s');
    const limit = Number(this.given.get('l') ?? Number.POSITIVE_INFINITY);
    const fields: string[] = [];
    let rest = separators === undefined ? line.replace(/^[ \t]+/, '') : line;
    while (fields.length + 1 < limit) {
      const found = [...rest].findIndex((char) => (separators ?? ' \t').includes(char));
      if (found < 0) break;
      const at = [...rest].slice(0, found).join('').length;
      fields.push(rest.slice(0, at));
      rest = separators === undefined ? rest.slice(at).replace(/^[ \t]+/, '') : rest.slice(at + 1);
      if (separators === undefined && rest === '') return fields;
    }
    return [...fields, rest];
  }

  /** The columns an option names, by number from 1, by name, or all of them (0). */
  #numbers(letter: string, count: number): number[] {
    const written = this.given.get(letter);
    if (written === undefined) return [];
    if (written === '0') return Array.from({ length: count }, (_, at) => at);
    return written
      .split(',')
      .map((word) => (/^\d+$/.test(word) ? Number(word) - 1 : this.#names.indexOf(word)))
      .filter((at) => at >= 0 && at < count);
  }

  #plain(): string {
    const head = this.#names.length > 0 && !this.given.has('d') ? [this.#names] : [];
    const rows = [...head, ...this.#rows];
    const widest = Math.max(...rows.map((row) => row.length));
    const right = new Set(this.#numbers('R', widest));
    const widths = this.#shown.map((at) => Math.max(0, ...rows.map((row) => widthOf(row[at] ?? ''))));
    const separator = this.given.get('o') ?? '  ';
    const line = (row: readonly string[]) =>
      this.#shown
        .map((at, place) => {
          const field = row[at] ?? '';
          const blanks = ' '.repeat((widths[place] as number) - widthOf(field));
          if (right.has(at)) return blanks + field;
          return place === this.#shown.length - 1 ? field : field + blanks;
        })
        .join(separator);
    return rows.map((row) => `${line(row)}\n`).join('');
  }

  #json(): string {
    const name = this.given.get('n') ?? 'table';
    const objects = this.#rows.map((row) => {
      const fields = this.#shown.map((at) => {
        const field = row[at];
        const value = field === undefined || field === '' ? 'null' : JSON.stringify(field);
        return `         "${(this.#names[at] ?? '').toLowerCase()}": ${value}`;
      });
      return `{\n${fields.join(',\n')}\n      }`;
    });
    return `{\n   "${name}": [\n      ${objects.join(',')}\n   ]\n}\n`;
  }
}
