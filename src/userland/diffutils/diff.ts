import { EPOCH } from '../../kernel/epoch.ts';
import { misused, type Options, parseOptions } from '../coreutils/options.ts';
import { formatTime } from '../coreutils/printf.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { contextGroup } from './context.ts';
import { grouped, type Lines, marked } from './groups.ts';
import { compareLines, type Hunk } from './lines.ts';
import { sideBySide } from './side-by-side.ts';
import { unifiedGroup } from './unified.ts';

/** Options without a letter. */
const COMMON = '\u0001';
const LEFT = '\u0002';
/** Long options that may say how many lines stand around. */
const UNIFIED = '\u0003';
const CONTEXT = '\u0004';

const TABLE = {
  letters: `0123456789abBcC:dD:eEfF:hHiI:lL:nNpPqrsS:tTuU:vwW:x:X:yZ${COMMON}${LEFT}${UNIFIED};${CONTEXT};`,
  long: {
    brief: 'q',
    unified: UNIFIED,
    context: CONTEXT,
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
    'suppress-common-lines': COMMON,
    'left-column': LEFT,
    width: 'W',
    'expand-tabs': 't',
  },
  failure: 2,
  usage: 'diff: ',
};

/** The status of trouble, beside 0 for the same and 1 for what differs. */
const TROUBLE = 2;

/** diff(1): normal output, `-u`, `-c`, `-y`, `-q`, `-s`, `-i`, `-w`, `-b`, `-B`, `-r`, `-N`. */
export const diff: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { operands, given } = options;
  if (operands.length < 2)
    return misused(process, `missing operand after '${operands[0] ?? process.argv.at(-1)}'`, TROUBLE, TABLE.usage);
  if (operands.length > 2) return misused(process, `extra operand '${operands[2]}'`, TROUBLE, TABLE.usage);
  for (const letter of ['e', 'n']) {
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
      if (given.has('y')) this.process.stdout.write(this.#differences(a, b, lines, hunks));
      if (given.has('s')) this.process.stdout.write(`Files ${left} and ${right} are identical\n`);
      return 0;
    }
    if (given.has('q')) this.process.stdout.write(`Files ${left} and ${right} differ\n`);
    else {
      if (isInside) this.process.stdout.write(`diff ${this.#words()}${left} ${right}\n`);
      this.process.stdout.write(this.#differences(a, b, lines, hunks));
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

  #differences(a: Side, b: Side, lines: Lines, hunks: readonly Hunk[]): string {
    const { given } = this.options;
    if (given.has('y')) {
      const width = Number(given.get('W') ?? 130);
      const [onlyDifferences, leftOnly] = [given.has(COMMON), given.has(LEFT)];
      return sideBySide(lines, hunks, { width, expandsTabs: given.has('t'), onlyDifferences, leftOnly });
    }
    const isUnified = ['u', 'U', UNIFIED].some((each) => given.has(each));
    const isContext = ['c', 'C', CONTEXT].some((each) => given.has(each));
    if (!isUnified && !isContext) return normal(lines, hunks);
    const around = (isUnified ? given.get('U') || given.get(UNIFIED) : given.get('C') || given.get(CONTEXT)) || '3';
    const groups = grouped(lines, hunks, Number(around));
    const heads = isUnified ? this.#head('---', '+++', a, b) : this.#head('***', '---', a, b);
    return heads + groups.map((group) => (isUnified ? unifiedGroup : contextGroup)(lines, group)).join('');
  }

  #head(old: string, young: string, a: Side, b: Side): string {
    const labels = this.options.all.filter(([letter]) => letter === 'L').map(([, label]) => label);
    const head = (mark: string, side: Side, label: string | undefined) =>
      `${mark} ${label ?? `${side.name}\t${formatTime('%Y-%m-%d %H:%M:%S.%N %z', side.mtime)}`}\n`;
    return head(old, a, labels[0]) + head(young, b, labels[1]);
  }
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
