import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { linesOf, readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';
import { compileRegex } from './regex.ts';

const TABLE = {
  letters: 'A:B:C:EFGHLPVZace:f:hilm:noqrRsvwxy',
  long: {
    'after-context': 'A',
    'before-context': 'B',
    context: 'C',
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'basic-regexp': 'G',
    'with-filename': 'H',
    'no-filename': 'h',
    count: 'c',
    regexp: 'e',
    'ignore-case': 'i',
    'files-with-matches': 'l',
    'files-without-match': 'L',
    'max-count': 'm',
    'line-number': 'n',
    'only-matching': 'o',
    quiet: 'q',
    silent: 'q',
    'no-messages': 's',
    'invert-match': 'v',
    'word-regexp': 'w',
    'line-regexp': 'x',
    color: 'K',
    colour: 'K',
    'line-buffered': 'U',
    'perl-regexp': 'P',
    file: 'f',
    recursive: 'r',
    'dereference-recursive': 'R',
    null: 'Z',
    text: 'a',
    version: 'V',
  },
  failure: 2,
  usage: 'Usage: grep [OPTION]... PATTERNS [FILE]...\n',
};

/** grep(1), egrep and fgrep. 0 when a line was selected, 1 when none, 2 after an error. */
export const grep: Program = (process) => {
  // `--color` takes its argument only behind an equals sign; a number is that of lines around.
  const argv = process.argv
    .filter((word, at) => at === 0 || !/^--colou?r(=|$)/.test(word))
    .map((word, at) =>
      at > 0 && /^-\d+$/.test(word) && !/^-[ABCefm]$/.test(process.argv[at - 1] ?? '') ? `-C${word.slice(1)}` : word,
    );
  const isColoured = process.argv.some((word) => /^--colou?r=always$/.test(word));
  const isAsWritten = argv.every((word, at) => word === process.argv[at]) && argv.length === process.argv.length;
  const plain = isAsWritten ? process : viewOf(process, { argv });
  const options = parseOptions(plain, { ...TABLE, letters: `${TABLE.letters}U` });
  if (typeof options === 'number') return options;
  if (options.given.has('V')) {
    process.stdout.write('grep (GNU grep) 3.8\n');
    return 0;
  }
  for (const letter of ['A', 'B', 'C', 'm']) {
    const value = options.given.get(letter);
    if (value === undefined || /^\d+$/.test(value) || (letter === 'm' && /^-\d+$/.test(value))) continue;
    process.stderr.write(
      letter === 'm' ? 'grep: invalid max count\n' : `grep: ${value}: invalid context length argument\n`,
    );
    return 2;
  }
  const patterns = options.all.filter(([letter]) => letter === 'e').map(([, value]) => value);
  const file = options.given.get('f');
  if (file !== undefined) {
    const text = readFile(process, file, undefined, (name, reason) => `${name}: ${reason}`);
    if (text === undefined) return 2;
    patterns.push(...linesOf(text));
  }
  const operands = [...options.operands];
  if (patterns.length === 0 && file === undefined) {
    const first = operands.shift();
    if (first === undefined) {
      process.stderr.write("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
      return 2;
    }
    patterns.push(first);
  }
  const search = searcher(
    process.argv[0] as string,
    patterns.flatMap((each) => each.split('\n')),
    options.given,
  );
  if (search === undefined) {
    process.stderr.write(`grep: ${complaint(patterns.join('\n'))}\n`);
    return 2;
  }
  return new Grep(process, options, operands, search, isColoured).run();
};

/** What is wrong with an expression, as regcomp(3) says. */
function complaint(pattern: string): string {
  if (/\\?\{[^}]*$/.test(pattern)) return 'Unmatched \\{';
  if ((pattern.match(/\(/g) ?? []).length > (pattern.match(/\)/g) ?? []).length) return 'Unmatched ( or \\(';
  if (pattern.includes(')')) return 'Unmatched ) or \\)';
  return pattern.includes('[') ? 'Invalid regular expression' : 'Invalid preceding regular expression';
}

/** An expression of POSIX's in JavaScript's terms. */
function posixSource(pattern: string, extended: boolean): string | undefined {
  if (!extended && /\\\{(?![\s\S]*\\\})/.test(pattern)) return undefined;
  return compileRegex(pattern, { extended })?.regexp.source;
}

/** An expression of Perl's in JavaScript's terms; what stands in front of `\\K` is looked back at. */
function perlSource(pattern: string): string | undefined {
  const at = pattern.lastIndexOf('\\K');
  const source = at < 0 ? pattern : `(?<=${pattern.slice(0, at)})${pattern.slice(at + 2)}`;
  const named = source.replace(/\[:(\w+):\]/g, (all, name: string) => POSIX[name] ?? all);
  try {
    return new RegExp(named).source;
  } catch {
    return undefined;
  }
}

const POSIX: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  space: '\\s',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9a-fA-F',
};

/** Finds the matches in a line; null when it is not selected. */
type Search = (line: string) => readonly string[] | null;

function searcher(name: string, patterns: readonly string[], given: ReadonlyMap<string, string>): Search | undefined {
  const fixed = given.has('F') || name.endsWith('fgrep');
  const extended = given.has('E') || given.has('P') || name.endsWith('egrep');
  const sources: string[] = [];
  for (const pattern of patterns) {
    const source = fixed
      ? pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      : given.has('P')
        ? perlSource(pattern)
        : posixSource(pattern, extended);
    if (source === undefined) return undefined;
    sources.push(`(?:${source})`);
  }
  // No pattern at all selects nothing.
  let source = sources.length === 0 ? '(?!)' : sources.join('|');
  if (given.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (given.has('x')) source = `^(?:${source})$`;
  const regexp = new RegExp(source, given.has('i') || given.has('y') ? 'gi' : 'g');
  const invert = given.has('v');
  return (line) => {
    regexp.lastIndex = 0;
    const found = regexp.test(line);
    if (found === invert) return null;
    return invert ? [] : (line.match(regexp) ?? []).filter((match) => match !== '');
  };
}

class Grep {
  #selected = false;
  #failed = false;
  /** A line was printed, of whichever file. */
  #hasPrinted = false;
  /** Of the text being read: the line number, how many lines were selected, the last line printed. */
  #line = 0;
  #count = 0;
  #last = 0;
  #after = 0;
  #before: string[] = [];
  readonly #named: boolean;
  readonly #isRecursive: boolean;
  readonly #most: number;

  constructor(
    private readonly process: Process,
    private readonly options: Options,
    private readonly paths: readonly string[],
    private readonly search: Search,
    private readonly isColoured: boolean,
  ) {
    const { given } = options;
    this.#isRecursive = given.has('r') || given.has('R');
    this.#named = given.has('H') || ((paths.length > 1 || this.#isRecursive) && !given.has('h'));
    this.#most = given.has('m') ? Number(given.get('m')) : Number.POSITIVE_INFINITY;
  }

  *run(): Running {
    const { given } = this.options;
    const starts = this.paths.length === 0 ? [this.#isRecursive ? '.' : '-'] : this.paths;
    const paths = this.#isRecursive ? starts.flatMap((path) => this.#inside(path, this.paths.length === 0)) : starts;
    for (const path of paths) {
      this.#begin();
      if (path === '-') yield* this.#input();
      else this.#file(path);
      if (given.has('q') && this.#selected) return 0;
    }
    if (this.#failed) return 2;
    return this.#selected ? 0 : 1;
  }

  /** The files below a path, in the order of names; those below the working directory without `./`. */
  #inside(path: string, isBare = false): string[] {
    const { fs } = this.process.system;
    const full = resolvePath(this.process.cwd, path);
    if (path === '-' || fs.kind(full, this.process.netns) !== 'directory') return [path];
    const listed = fs.list(full, this.process.netns);
    return (listed.ok ? listed.value : []).flatMap((name) =>
      this.#inside(isBare ? name : `${path.replace(/\/$/, '')}/${name}`),
    );
  }

  #begin(): void {
    this.#line = 0;
    this.#count = 0;
    this.#last = 0;
    this.#after = 0;
    this.#before = [];
  }

  #file(path: string): void {
    const index = this.process.argv.indexOf(path, 1);
    const quiet = this.options.given.has('s');
    const from = quiet ? viewOf(this.process, { stderr: { write: () => {} } }) : this.process;
    const text = readFile(from, path, index, (name, reason) => `${name}: ${reason}`);
    if (text === undefined) {
      this.#failed = true;
      return;
    }
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) if (!this.#take(line, path)) break;
    this.#end(path);
  }

  /** Lines are looked at as they come, so that what watches a running program sees its output in time. */
  *#input(): Generator<Wait, void, void> {
    const { stdin } = this.process;
    const name = '(standard input)';
    let rest = '';
    for (let more = stdin.take(); more !== null; more = stdin.take()) {
      if (more === '') {
        yield { ready: () => stdin.ready() };
        continue;
      }
      const lines = (rest + more).split('\n');
      rest = lines.pop() as string;
      for (const [at, line] of lines.entries()) {
        if (this.#take(line, name)) continue;
        if (!this.options.given.has('q')) stdin.giveBack?.([...lines.slice(at + 1), rest].join('\n'));
        this.#end(name);
        return;
      }
    }
    if (rest !== '') this.#take(rest, name);
    this.#end(name);
  }

  /** Looks at a line; false when no more are wanted. */
  #take(line: string, name: string): boolean {
    const { given } = this.options;
    this.#line += 1;
    const matches = this.#count < this.#most ? this.search(line) : null;
    if (matches === null) {
      this.#context(line, name);
      return this.#count < this.#most || this.#after > 0;
    }
    this.#selected = true;
    this.#count += 1;
    if (given.has('q') || given.has('l') || given.has('L')) return false;
    if (given.has('c')) return this.#count < this.#most;
    if (given.has('o')) {
      for (const match of matches) this.#print(this.#coloured(match, [match]), this.#line, ':', name);
    } else this.#printWithContext(this.#coloured(line, matches), name);
    return this.#count < this.#most || this.#after > 0;
  }

  #amount(letter: 'A' | 'B'): number {
    return Number(this.options.given.get(letter) ?? this.options.given.get('C') ?? 0);
  }

  #context(line: string, name: string): void {
    if (this.options.given.has('c') || this.options.given.has('o')) return;
    if (this.#after > 0) {
      this.#after -= 1;
      this.#print(line, this.#line, '-', name);
      return;
    }
    const before = this.#amount('B');
    if (before > 0) this.#before = [...this.#before, line].slice(-before);
  }

  #printWithContext(line: string, name: string): void {
    const first = this.#line - this.#before.length;
    const isApart = this.#last === 0 ? this.#hasPrinted : first > this.#last + 1;
    const separate = this.#amount('A') + this.#amount('B') > 0 && isApart;
    if (separate) this.process.stdout.write('--\n');
    this.#before.forEach((each, at) => {
      this.#print(each, first + at, '-', name);
    });
    this.#before = [];
    this.#print(line, this.#line, ':', name);
    this.#after = this.#amount('A');
  }

  #print(text: string, number: number, mark: ':' | '-', name: string): void {
    const paint = (color: string, part: string) => (this.isColoured ? `\x1b[${color}m\x1b[K${part}\x1b[m\x1b[K` : part);
    const file = this.#named ? paint('35', name) + paint('36', mark) : '';
    const line = this.options.given.has('n') ? paint('32', String(number)) + paint('36', mark) : '';
    this.process.stdout.write(`${file}${line}${text}\n`);
    this.#last = number;
    this.#hasPrinted = true;
  }

  /** A line with its matches in red. */
  #coloured(line: string, matches: readonly string[]): string {
    if (!this.isColoured) return line;
    let text = '';
    let rest = line;
    for (const match of matches) {
      const at = rest.indexOf(match);
      text += `${rest.slice(0, at)}\x1b[01;31m\x1b[K${match}\x1b[m\x1b[K`;
      rest = rest.slice(at + match.length);
    }
    return text + rest;
  }

  #end(name: string): void {
    const { given } = this.options;
    if (given.has('q')) return;
    if (given.has('l') || given.has('L')) {
      if (this.#count > 0 === given.has('l')) this.process.stdout.write(`${name}${given.has('Z') ? '\0' : '\n'}`);
    } else if (given.has('c')) this.process.stdout.write(`${this.#named ? `${name}:` : ''}${this.#count}\n`);
  }
}
