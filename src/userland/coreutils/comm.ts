import type { Process, Program, Running } from '../process.ts';
import { linesOf, readAll } from './input.ts';
import { misused, type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';

/** comm(1): `-1`, `-2`, `-3`. */
export const comm: Program = (process) => {
  const options = parseOptions(process, {
    letters: '123zCO:T',
    long: { 'check-order': 'C', 'output-delimiter': 'O', total: 'T', 'zero-terminated': 'z' },
  });
  if (typeof options === 'number') return options;
  const { operands } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  if (operands.length === 1) return misused(process, `missing operand after ${quote(operands[0] as string)}`);
  if (operands.length > 2) return misused(process, `extra operand ${quote(operands[2] as string)}`);
  return run(process, options);
};

function* run(process: Process, { given, operands, indexes }: Options): Running {
  const { texts, failed } = yield* readAll(process, operands, indexes);
  if (failed) return 1;
  const [a = [], b = []] = texts.map(({ text }) => linesOf(text));
  const tab = given.get('O') ?? '\t';
  const shown = (column: '1' | '2' | '3') => !given.has(column);
  const write = (column: '1' | '2' | '3', line: string) => {
    if (!shown(column)) return;
    const before = (['1', '2'] as const).filter((each) => each < column && shown(each)).length;
    process.stdout.write(`${tab.repeat(before)}${line}\n`);
  };
  let [x, y] = [0, 0];
  const order = new Order(process, [a, b]);
  while (x < a.length || y < b.length) {
    const [left, right] = [a[x], b[y]];
    if (right === undefined || (left !== undefined && left < right)) {
      write('1', left as string);
      x += 1;
      order.check(0, x);
    } else if (left === undefined || left > right) {
      write('2', right);
      y += 1;
      order.check(1, y);
    } else {
      write('3', left);
      x += 1;
      y += 1;
      order.check(0, x);
      order.check(1, y);
    }
  }
  return order.failed ? 1 : 0;
}

/** Says once of each file that it is not sorted. */
class Order {
  readonly #told = [false, false];

  constructor(
    private readonly process: Process,
    private readonly files: readonly (readonly string[])[],
  ) {}

  check(file: 0 | 1, at: number): void {
    const lines = this.files[file] as readonly string[];
    const [before, line] = [lines[at - 1], lines[at]];
    if (before === undefined || line === undefined || before <= line || this.#told[file]) return;
    this.#told[file] = true;
    this.process.stderr.write(`comm: file ${file + 1} is not in sorted order\n`);
  }

  get failed(): boolean {
    if (!this.#told.includes(true)) return false;
    this.process.stderr.write('comm: input is not in sorted order\n');
    return true;
  }
}
