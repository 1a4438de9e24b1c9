import type { Process, Program, Running, Wait } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';
import { compileRegex } from './regex.ts';

const TABLE = {
  letters: 'A:B:C:EFGHLPce:f:hilm:noqrRsvwx',
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
  },
  failure: 2,
  usage: 'Usage: grep [OPTION]... PATTERNS [FILE]...\n',
};

/** grep(1), egrep and fgrep. 0 when a line was selected, 1 when none, 2 after an error. */
export const grep: Program = (process) => {
  // `--color` takes its argument only behind an equals sign.
  const argv = process.argv.filter((word) => !/^--colou?r(=|$)/.test(word));
  const plain = argv.length === process.argv.length ? process : viewOf(process, { argv });
  const options = parseOptions(plain, { ...TABLE, letters: `${TABLE.letters}U` });
  if (typeof options === 'number') return options;
  const patterns = options.all.filter(([letter]) => letter === 'e').map(([, value]) => value);
  const operands = [...options.operands];
  if (patterns.length === 0) {
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
    process.stderr.write(`grep: invalid regular expression: ${patterns.join('\n')}\n`);
    return 2;
  }
  return new Grep(process, options, operands, search).run();
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
      : compileRegex(pattern, { extended })?.regexp.source;
    if (source === undefined) return undefined;
    sources.push(`(?:${source})`);
  }
  let source = sources.join('|');
  if (given.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (given.has('x')) source = `^(?:${source})$`;
  const regexp = new RegExp(source, given.has('i') ? 'gi' : 'g');
  const invert = given.has('v');
  return (line) => {
    regexp.lastIndex = 0;
    const found = regexp.test(line);
    if (found === invert) return null;
    return invert || !given.has('o') ? [] : (line.match(regexp) ?? []).filter((match) => match !== '');
  };
}

class Grep {
  #selected = false;
  #failed = false;
  /** Of the text being read: the line number, how many lines were selected, the last line printed. */
  #line = 0;
  #count = 0;
  #last = 0;
  #after = 0;
  #before: string[] = [];
  readonly #named: boolean;
  readonly #most: number;

  constructor(
    private readonly process: Process,
    private readonly options: Options,
    private readonly paths: readonly string[],
    private readonly search: Search,
  ) {
    const { given } = options;
    this.#named = given.has('H') || (paths.length > 1 && !given.has('h'));
    this.#most = given.has('m') ? Number(given.get('m')) : Number.POSITIVE_INFINITY;
  }

  *run(): Running {
    const { given } = this.options;
    for (const path of this.paths.length === 0 ? ['-'] : this.paths) {
      this.#begin();
      if (path === '-') yield* this.#input();
      else this.#file(path);
      if (given.has('q') && this.#selected) return 0;
    }
    if (this.#failed) return 2;
    return this.#selected ? 0 : 1;
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
      for (const line of lines) {
        if (this.#take(line, name)) continue;
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
    if (given.has('o')) for (const match of matches) this.#print(match, this.#line, ':', name);
    else this.#printWithContext(line, name);
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
    const separate = this.#amount('A') + this.#amount('B') > 0 && this.#last > 0 && first > this.#last + 1;
    if (separate) this.process.stdout.write('--\n');
    this.#before.forEach((each, at) => {
      this.#print(each, first + at, '-', name);
    });
    this.#before = [];
    this.#print(line, this.#line, ':', name);
    this.#after = this.#amount('A');
  }

  #print(text: string, number: number, mark: ':' | '-', name: string): void {
    const file = this.#named ? `${name}${mark}` : '';
    const line = this.options.given.has('n') ? `${number}${mark}` : '';
    this.process.stdout.write(`${file}${line}${text}\n`);
    this.#last = number;
  }

  #end(name: string): void {
    const { given } = this.options;
    if (given.has('q')) return;
    if (given.has('l') || given.has('L')) {
      if (this.#count > 0 === given.has('l')) this.process.stdout.write(`${name}\n`);
    } else if (given.has('c')) this.process.stdout.write(`${this.#named ? `${name}:` : ''}${this.#count}\n`);
  }
}
