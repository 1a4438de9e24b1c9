import { EPOCH } from '../../kernel/epoch.ts';
import { groupName, userName } from '../base-passwd/ids.ts';
import { errorText } from '../file-system/error.ts';
import { type FileStatus, resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { humanSize } from './human-size.ts';
import { joined } from './input.ts';
import { modeText } from './mode.ts';
import { type Options, parseOptions } from './options.ts';
import { formatTime } from './printf.ts';
import { quote } from './quote.ts';
import { blocksOf, linksOf } from './stat.ts';

const TABLE = {
  letters: '1aAbBcCdfFgGhHiIklLmnNopqQrRsStTuUvwxXZ',
  failure: 2,
  long: {
    all: 'a',
    'almost-all': 'A',
    directory: 'd',
    reverse: 'r',
    'human-readable': 'h',
    recursive: 'R',
    classify: 'F',
    'numeric-uid-gid': 'n',
    'no-group': 'G',
    dereference: 'L',
  },
};

/** What is listed: a name with what the file system says of it. */
interface Entry {
  readonly name: string;
  readonly path: string;
  readonly status: FileStatus;
}

/** ls(1): a name a line, as it prints where no terminal is, or with `-l` all that is known of it. */
export const ls: Program = (process) => {
  const argv = process.argv.filter(
    (word, at) => at === 0 || !/^--(?:color|colour|group-directories-first)(?:=|$)/.test(word),
  );
  const options = parseOptions(viewOf(process, { argv }), TABLE);
  if (typeof options === 'number') return options;
  return new Listing(process, options).run();
};

class Listing {
  readonly #given: ReadonlyMap<string, string>;
  readonly #isLong: boolean;
  #status = 0;
  #isFirst = true;

  constructor(
    private readonly process: Process,
    private readonly options: Options,
  ) {
    this.#given = options.given;
    this.#isLong = ['l', 'n', 'g', 'o'].some((letter) => options.given.has(letter));
  }

  run(): number {
    const { operands } = this.options;
    const files: Entry[] = [];
    const directories: Entry[] = [];
    (operands.length === 0 ? ['.'] : operands).forEach((written) => {
      const entry = this.#entry(written);
      if (entry === undefined) return;
      const leads = this.process.system.fs.kind(entry.path, this.process.netns) === 'directory';
      const isShown = entry.status.kind === 'directory' || (leads && !this.#isLong);
      if (isShown && !this.#given.has('d')) directories.push(entry);
      else files.push(entry);
    });
    // Directories that are listed behind them count for the widths.
    if (files.length > 0) this.#print(this.#ordered(files), [...files, ...directories]);
    const isNamed = operands.length > 1 || this.#given.has('R');
    for (const each of this.#ordered(directories)) this.#directory(each.name, each.path, isNamed);
    return this.#status;
  }

  #entry(written: string): Entry | undefined {
    const path = resolvePath(this.process.cwd, written);
    // A slash behind a link asks for what it leads to.
    const status = this.#statusOf(path, written.endsWith('/'));
    const followed = this.process.system.fs.follow(path);
    const errno = status === undefined ? 'ENOENT' : followed.ok || this.#isLong ? undefined : followed.error.errno;
    if (status !== undefined && errno === undefined) return { name: written, path, status };
    this.process.stderr.write(`ls: cannot access ${quote(written)}: ${errorText(errno ?? 'ENOENT')}\n`);
    this.process.blame(this.process.argv.indexOf(written, 1));
    this.#status = 2;
    return undefined;
  }

  #statusOf(path: string, follows: boolean): FileStatus | undefined {
    const { fs } = this.process.system;
    return fs.status(path, this.process.netns, follows || this.#given.has('L') ? 'target' : 'link');
  }

  #ordered(entries: readonly Entry[]): Entry[] {
    const { statuses, names } = {
      statuses: (a: Entry, b: Entry) =>
        this.#given.has('t')
          ? b.status.mtime - a.status.mtime
          : this.#given.has('S')
            ? b.status.size - a.status.size
            : 0,
      names: (a: Entry, b: Entry) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    };
    const sorted = this.#given.has('U') ? [...entries] : entries.toSorted((a, b) => statuses(a, b) || names(a, b));
    return this.#given.has('r') ? sorted.reverse() : sorted;
  }

  #directory(name: string, path: string, isNamed: boolean): void {
    const entries = this.#ordered(this.#inside(path));
    if (isNamed) this.process.stdout.write(`${this.#isFirst ? '' : '\n'}${name}:\n`);
    if (this.#isLong || this.#given.has('s')) {
      const total = entries.reduce((sum, { status }) => sum + blocksOf(status) / 2, 0);
      this.process.stdout.write(`total ${this.#given.has('h') ? humanSize(total * 1024) : total}\n`);
    }
    this.#print(entries);
    this.#isFirst = false;
    if (!this.#given.has('R')) return;
    for (const each of entries) {
      if (each.status.kind !== 'directory' || /^\.\.?$/.test(each.name)) continue;
      this.#directory(`${name.replace(/\/$/, '')}/${each.name}`, each.path, true);
    }
  }

  #inside(path: string): Entry[] {
    const listed = this.process.system.fs.list(path, this.process.netns);
    const all = listed.ok ? listed.value : [];
    const names = this.#given.has('a')
      ? ['.', '..', ...all]
      : this.#given.has('A')
        ? all
        : all.filter((name) => !name.startsWith('.'));
    return names.flatMap((name) => {
      const inside = resolvePath(path, name);
      const status = this.#statusOf(inside, false);
      return status === undefined ? [] : [{ name, path: inside, status }];
    });
  }

  #print(entries: readonly Entry[], measured = entries): void {
    this.#isFirst = false;
    const shown = this.#isLong ? this.#longLines(entries, measured) : entries.map((entry) => this.#shown(entry));
    const lines = this.#given.has('s') ? this.#withBlocks(entries, shown) : shown;
    this.process.stdout.write(joined(this.#given.has('m') && lines.length > 0 ? [lines.join(', ')] : lines));
  }

  /** Lines behind the kilobytes that the files take. */
  #withBlocks(entries: readonly Entry[], lines: readonly string[]): string[] {
    const sizes = entries.map(({ status }) => blocksOf(status) / 2);
    const texts = sizes.map((size) => (this.#given.has('h') ? humanSize(size * 1024) : String(size)));
    const width = Math.max(0, ...texts.map((text) => text.length));
    return lines.map((line, at) => `${texts[at]?.padStart(width)} ${line}`);
  }

  #shown({ name, status }: Entry): string {
    if (this.#given.has('F')) return name + suffixOf(status);
    return this.#given.has('p') && status.kind === 'directory' ? `${name}/` : name;
  }

  #longLines(entries: readonly Entry[], measured: readonly Entry[]): string[] {
    const has = (letter: string) => this.#given.has(letter);
    const rowOf = ({ path, status }: Entry) => ({
      links: String(linksOf(this.process, path, status)),
      user: has('n') ? String(status.uid) : (userName(status.uid) ?? String(status.uid)),
      group: has('n') ? String(status.gid) : (groupName(status.gid) ?? String(status.gid)),
      size: has('h') ? humanSize(status.size) : (DEVICES[path] ?? String(status.size)),
    });
    const all = measured.map(rowOf);
    const width = (column: keyof ReturnType<typeof rowOf>) => Math.max(0, ...all.map((row) => row[column].length));
    const widths = { links: width('links'), user: width('user'), group: width('group'), size: width('size') };
    return entries.map((entry) => {
      const row = rowOf(entry);
      const { target } = entry.status;
      return [
        modeText(entry.status),
        row.links.padStart(widths.links),
        ...(has('g') ? [] : [row.user.padEnd(widths.user)]),
        ...(has('o') || has('G') ? [] : [row.group.padEnd(widths.group)]),
        row.size.padStart(widths.size),
        this.#date(entry.status.mtime),
        target === undefined ? this.#shown(entry) : `${entry.name} -> ${target}`,
      ].join(' ');
    });
  }

  /** Half a year ago and older, the year stands in the place of the time. */
  #date(mtime: number): string {
    const now = EPOCH + this.process.system.kernel.now / 1_000_000;
    const isRecent = mtime <= now && mtime > now - 31_556_952 / 2;
    return formatTime(isRecent ? '%b %e %H:%M' : '%b %e  %Y', mtime);
  }
}

/** The numbers of devices, which stand in the place of a size. */
const DEVICES: Readonly<Record<string, string>> = {
  '/dev/null': '1, 3',
  '/dev/zero': '1, 5',
  '/dev/full': '1, 7',
  '/dev/random': '1, 8',
  '/dev/urandom': '1, 9',
  '/dev/tty': '5, 0',
};

function suffixOf({ kind, mode }: FileStatus): string {
  if (kind === 'directory') return '/';
  if (kind === 'link') return '@';
  return kind === 'file' && (mode & 0o111) !== 0 ? '*' : '';
}
