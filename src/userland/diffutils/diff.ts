import { EPOCH } from '../../kernel/epoch.ts';
import { misused, type Options, parseOptions } from '../coreutils/options.ts';
import { formatTime } from '../coreutils/printf.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { compareLines, type Hunk } from './lines.ts';

const TABLE = {
  letters: '0123456789abBcC:dD:eEfF:hHiI:lL:nNpPqrsS:tTuU:vwW:x:X:yZ',
  long: {
    brief: 'q',
    unified: 'u',
    context: 'c',
    'side-by-side': 'y',
    recursive: 'r',
    'new-file': 'N',
    'report-identical-files': 's',
    'ignore-case': 'i',
    'ignore-all-space': 'w',
    'ignore-space-change': 'b',
    'ignore-trailing-space': 'Z',
    'ignore-blank-lines': 'B',
    text: 'a',
    label: 'L',
    normal: 'P',
  },
  failure: 2,
  usage: 'diff: ',
};

/** The status of trouble, beside 0 for the same and 1 for what differs. */
const TROUBLE = 2;

/** diff(1): normal and unified output, `-q`, `-s`, `-i`, `-w`, `-b`, `-B`, `-r`, `-N`. */
export const diff: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { operands, given } = options;
  if (operands.length < 2)
    return misused(process, `missing operand after '${operands[0] ?? process.argv.at(-1)}'`, TROUBLE, TABLE.usage);
  if (operands.length > 2) return misused(process, `extra operand '${operands[2]}'`, TROUBLE, TABLE.usage);
  for (const letter of ['y', 'c', 'C', 'e', 'n']) {
    if (!given.has(letter)) continue;
    process.unsimulated(`diff -${letter}`);
    process.stderr.write(`diff: -${letter} is not simulated\n`);
    return TROUBLE;
  }
  return new Diff(process, options).run();
};

interface Side {
  readonly name: string;
  readonly text: string;
  readonly mtime: number;
}

class Diff {
  constructor(
    private readonly process: Process,
    private readonly options: Options,
  ) {}

  *run(): Running {
    const [left = '', right = ''] = this.options.operands;
    const { fs } = this.process.system;
    const kind = (path: string) => fs.kind(resolvePath(this.process.cwd, path), this.process.netns);
    const [a, b] = [kind(left), kind(right)];
    if (a === 'directory' && b === 'directory') return yield* this.#directories(left, right);
    const name = (path: string) => path.slice(path.lastIndexOf('/') + 1);
    if (a === 'directory') return yield* this.#files(`${left.replace(/\/$/, '')}/${name(right)}`, right);
    if (b === 'directory') return yield* this.#files(left, `${right.replace(/\/$/, '')}/${name(left)}`);
    return yield* this.#files(left, right);
  }

  *#directories(left: string, right: string): Running {
    const names = (path: string) => {
      const listed = this.process.system.fs.list(resolvePath(this.process.cwd, path), this.process.netns);
      return new Set(listed.ok ? listed.value : []);
    };
    const [a, b] = [names(left), names(right)];
    let status = 0;
    for (const name of [...new Set([...a, ...b])].sort()) {
      const only = !a.has(name) ? right : !b.has(name) ? left : undefined;
      if (only !== undefined && !this.options.given.has('N')) {
        this.process.stdout.write(`Only in ${only}: ${name}\n`);
        status = Math.max(status, 1);
        continue;
      }
      status = Math.max(status, yield* this.#inside(`${left}/${name}`, `${right}/${name}`));
    }
    return status;
  }

  *#inside(left: string, right: string): Running {
    const { fs } = this.process.system;
    const kind = (path: string) => fs.kind(resolvePath(this.process.cwd, path), this.process.netns);
    const both = [kind(left), kind(right)].filter((each) => each === 'directory').length;
    if (both === 2 && this.options.given.has('r')) return yield* this.#directories(left, right);
    if (both === 2) {
      this.process.stdout.write(`Common subdirectories: ${left} and ${right}\n`);
      return 0;
    }
    return yield* this.#files(left, right, true);
  }

  *#files(left: string, right: string, isInside = false): Running {
    const a = yield* this.#read(left);
    const b = yield* this.#read(right);
    if (a === undefined || b === undefined) return TROUBLE;
    const { given } = this.options;
    const lines = [a, b].map(({ text }) => text.split('\n')) as [string[], string[]];
    const hunks = this.#hunks(lines[0], lines[1]);
    if (hunks.length === 0) {
      if (given.has('s')) this.process.stdout.write(`Files ${left} and ${right} are identical\n`);
      return 0;
    }
    if (given.has('q')) this.process.stdout.write(`Files ${left} and ${right} differ\n`);
    else {
      if (isInside) this.process.stdout.write(`diff ${this.#words()}${left} ${right}\n`);
      const isUnified = given.has('u') || given.has('U');
      this.process.stdout.write(isUnified ? this.#unified(a, b, lines, hunks) : normal(lines, hunks));
    }
    return 1;
  }

  /** The options as they were written, which stand in front of files of directories. */
  #words(): string {
    const words = this.process.argv.slice(1).filter((word) => /^-./.test(word));
    return words.length === 0 ? '' : `${words.join(' ')} `;
  }

  *#read(path: string): Generator<{ ready?: () => boolean }, Side | undefined, void> {
    const now = EPOCH + this.process.system.kernel.now / 1_000_000;
    if (path === '-') return { name: path, text: yield* readStandardInput(this.process), mtime: now };
    const { fs } = this.process.system;
    const full = resolvePath(this.process.cwd, path);
    const content = fs.read(full, this.process.netns);
    if (content.ok)
      return { name: path, text: content.value, mtime: fs.status(full, this.process.netns)?.mtime ?? now };
    if (this.options.given.has('N') && content.error.errno === 'ENOENT') return { name: path, text: '', mtime: 0 };
    this.process.stderr.write(`diff: ${path}: ${errorText(content.error.errno)}\n`);
    const index = this.process.argv.indexOf(path, 1);
    if (index > 0) this.process.blame(index);
    return undefined;
  }

  /** Where the lines differ, seen as the options say; a missing newline at the end makes the last lines differ. */
  #hunks(a: readonly string[], b: readonly string[]): readonly Hunk[] {
    const { given } = this.options;
    const seen = (line: string) => {
      let text = line;
      if (given.has('w')) text = text.replace(/\s+/g, '');
      else if (given.has('b')) text = text.replace(/\s+/g, ' ').replace(/ $/, '');
      else if (given.has('Z')) text = text.replace(/\s+$/, '');
      return given.has('i') ? text.toLowerCase() : text;
    };
    const keys = (lines: readonly string[]) => {
      const whole = lines.slice(0, -1).map(seen);
      const last = lines.at(-1) as string;
      return last === '' ? whole : [...whole, `${seen(last)}\0`];
    };
    const [left, right] = [keys(a), keys(b)];
    const hunks = compareLines(left, right);
    if (!given.has('B')) return hunks;
    const isBlank = (lines: readonly string[], from: number, to: number) =>
      lines.slice(from, to).every((line) => line === '');
    return hunks.filter(({ from, to, newFrom, newTo }) => !isBlank(a, from, to) || !isBlank(b, newFrom, newTo));
  }

  #unified(a: Side, b: Side, lines: readonly [readonly string[], readonly string[]], hunks: readonly Hunk[]): string {
    const context = Number(this.options.given.get('U') ?? 3);
    const labels = this.options.all.filter(([letter]) => letter === 'L').map(([, label]) => label);
    const head = (mark: string, side: Side, label: string | undefined) =>
      `${mark} ${label ?? `${side.name}\t${formatTime('%Y-%m-%d %H:%M:%S.%N %z', side.mtime)}`}\n`;
    let text = head('---', a, labels[0]) + head('+++', b, labels[1]);
    for (const group of grouped(hunks, context)) text += unifiedGroup(lines, group, context);
    return text;
  }
}

const NO_NEWLINE = '\\ No newline at end of file\n';

/** How many lines a text has, and whether the last one lacks its end. */
function countOf(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

function marked(mark: string, lines: readonly string[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) {
    text += `${mark}${lines[at]}\n`;
    if (at === lines.length - 1) text += NO_NEWLINE;
  }
  return text;
}

function normal([a, b]: readonly [readonly string[], readonly string[]], hunks: readonly Hunk[]): string {
  const range = (from: number, to: number) =>
    to - from <= 1 ? String(Math.max(from + (to > from ? 1 : 0), 0)) : `${from + 1},${to}`;
  return hunks
    .map(({ from, to, newFrom, newTo }) => {
      const letter = from === to ? 'a' : newFrom === newTo ? 'd' : 'c';
      const middle = letter === 'c' ? '---\n' : '';
      const head = `${range(from, to)}${letter}${range(newFrom, newTo)}\n`;
      return head + marked('< ', a, from, to) + middle + marked('> ', b, newFrom, newTo);
    })
    .join('');
}

/** Hunks whose context meets, together. */
function grouped(hunks: readonly Hunk[], context: number): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && hunk.from - last.to <= 2 * context) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function unifiedGroup(
  [a, b]: readonly [readonly string[], readonly string[]],
  group: readonly Hunk[],
  context: number,
): string {
  const [first, last] = [group[0] as Hunk, group.at(-1) as Hunk];
  const before = Math.min(first.from, first.newFrom, context);
  const after = Math.min(countOf(a) - last.to, countOf(b) - last.newTo, context);
  const [from, newFrom] = [first.from - before, first.newFrom - before];
  const [to, newTo] = [last.to + after, last.newTo + after];
  const range = (start: number, end: number) => {
    const count = end - start;
    return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
  };
  let text = `@@ -${range(from, to)} +${range(newFrom, newTo)} @@\n`;
  let at = from;
  for (const hunk of group) {
    text +=
      marked(' ', a, at, hunk.from) + marked('-', a, hunk.from, hunk.to) + marked('+', b, hunk.newFrom, hunk.newTo);
    at = hunk.to;
  }
  return text + marked(' ', a, at, to);
}
