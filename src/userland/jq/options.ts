import { linesOf } from '../coreutils/input.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Output, Process } from '../process.ts';
import type { Style } from './print.ts';
import { JsonError, JsonReader, parseJson } from './reader.ts';
import type { Value } from './value.ts';

/** What the words of a command ask for. */
export interface Options {
  /** The letters of the options given. */
  readonly given: ReadonlySet<string>;
  readonly program: { readonly text: string; readonly index: number };
  readonly files: readonly { readonly path: string; readonly index: number }[];
  readonly style: Style;
  /** The program's variables. */
  readonly variables: readonly (readonly [string, Value])[];
}

/** Long options without an argument, by the letter that means the same where there is one. */
const LONG: Readonly<Record<string, string>> = {
  slurp: 's',
  'raw-output': 'r',
  'compact-output': 'c',
  'color-output': 'C',
  'monochrome-output': 'M',
  'ascii-output': 'a',
  'sort-keys': 'S',
  'raw-input': 'R',
  'null-input': 'n',
  'join-output': 'j',
  'exit-status': 'e',
  'from-file': 'f',
  unbuffered: 'unbuffered',
  tab: 'tab',
  seq: 'seq',
  stream: 'stream',
  help: 'h',
  version: 'V',
  args: 'args',
  jsonargs: 'jsonargs',
};
const LETTERS = 'srcCMaSRnjefhV';

/** How many words an option takes, and how that is said. */
const PARAMETERS: Readonly<Record<string, readonly [number, string]>> = {
  arg: [2, '--arg takes two parameters (e.g. --arg varname value)'],
  argjson: [2, '--argjson takes two parameters (e.g. --argjson varname text)'],
  slurpfile: [2, '--slurpfile takes two parameters (e.g. --slurpfile varname filename)'],
  rawfile: [2, '--rawfile takes two parameters (e.g. --rawfile varname filename)'],
  indent: [1, '--indent takes one parameter'],
};

const HINT =
  'Use jq --help for help with command-line options,\n' +
  'or see the jq manpage, or online docs  at https://stedolan.github.io/jq\n';
const USAGE =
  'jq - commandline JSON processor [version 1.6]\nUsage:\tjq [OPTION]... FILTER [FILE]...\n\tjq [OPTION]... --args FILTER [STRING]...\n';
/** The status of a wrong command line or a file that cannot be read. */
export const MISUSED = 2;

/** Reads the words of a command; the exit status when there is nothing to do. */
export function readOptions(process: Process): Options | number {
  return new Reading(process).read();
}

class Reading {
  readonly #given = new Set<string>();
  readonly #variables: (readonly [string, Value])[] = [];
  readonly #words: { text: string; index: number }[] = [];
  readonly #positional: Value[] = [];
  #indent = 2;
  #rest: 'files' | 'args' | 'jsonargs' = 'files';

  constructor(private readonly process: Process) {}

  read(): Options | number {
    const { argv } = this.process;
    let further = true;
    for (let at = 1; at < argv.length; at += 1) {
      const word = argv[at] as string;
      if (further && word === '--') {
        if (this.#words.length === 0) return this.#usage(this.process.stderr, MISUSED);
        further = false;
        continue;
      }
      if (!further || !/^-[-a-zA-Z]/.test(word)) {
        const failed = this.#word(word, at);
        if (failed !== undefined) return failed;
        continue;
      }
      const taken = this.#option(word, at);
      if (typeof taken === 'string') return this.#refuse(taken, at);
      at += taken;
    }
    if (this.#given.has('h')) return this.#usage(this.process.stdout, 0);
    if (this.#given.has('V')) {
      this.process.stdout.write('jq-1.6\n');
      return 0;
    }
    return this.#result();
  }

  #usage(to: Output, status: number): number {
    to.write(USAGE);
    return status;
  }

  #word(text: string, index: number): number | undefined {
    if (this.#words.length === 0 || this.#rest === 'files') this.#words.push({ text, index });
    else if (this.#rest === 'args') this.#positional.push(text);
    else {
      try {
        this.#positional.push(parseJson(text));
      } catch (thrown) {
        if (!(thrown instanceof JsonError)) throw thrown;
        return this.#refuse('invalid JSON text passed to --jsonargs', index);
      }
    }
    return undefined;
  }

  /** How many of the following words belong to an option, or what is wrong with it. */
  #option(word: string, at: number): number | string {
    if (!word.startsWith('--')) {
      const letters = [...word.slice(1)];
      if (letters.some((letter) => !LETTERS.includes(letter))) return `Unknown option ${word}`;
      for (const letter of letters) this.#given.add(letter);
      return 0;
    }
    const name = word.slice(2);
    const parameters = PARAMETERS[name];
    if (parameters !== undefined) {
      const words = this.process.argv.slice(at + 1, at + 1 + parameters[0]);
      if (words.length < parameters[0]) return parameters[1];
      return this.#parameter(name, words) ?? parameters[0];
    }
    const letter = LONG[name];
    if (letter === undefined) return `Unknown option ${word}`;
    if (letter === 'stream') this.process.unsimulated('jq --stream', at);
    if (letter === 'args' || letter === 'jsonargs') this.#rest = letter;
    this.#given.add(letter);
    return 0;
  }

  #parameter(option: string, [name = '', text = '']: readonly string[]): string | undefined {
    if (option === 'indent') {
      this.#indent = Number.parseInt(name, 10) || 0;
      return this.#indent < -1 || this.#indent > 7 ? '--indent takes a number between -1 and 7' : undefined;
    }
    if (this.#variables.some(([known]) => known === name)) return undefined;
    if (option === 'arg') this.#variables.push([name, text]);
    else if (option === 'argjson') {
      try {
        this.#variables.push([name, parseJson(text)]);
      } catch (thrown) {
        if (!(thrown instanceof JsonError)) throw thrown;
        return 'invalid JSON text passed to --argjson';
      }
    } else return this.#file(option, name, text);
    return undefined;
  }

  #file(option: string, name: string, path: string): string | undefined {
    const content = this.process.system.fs.read(resolvePath(this.process.cwd, path), this.process.netns);
    const bad = (why: string) => `Bad JSON in --${option} ${name} ${path}: ${why}`;
    if (!content.ok) return bad(`Could not open ${path}: ${errorText(content.error.errno)}`);
    if (option === 'rawfile') {
      this.#variables.push([name, content.value]);
      return undefined;
    }
    try {
      const reader = new JsonReader(content.value);
      const values: Value[] = [];
      for (let value = reader.read(); value !== undefined; value = reader.read()) values.push(value);
      this.#variables.push([name, values]);
      return undefined;
    } catch (thrown) {
      if (thrown instanceof JsonError) return bad(thrown.message);
      throw thrown;
    }
  }

  #refuse(message: string, at: number): number {
    this.process.blame(at);
    const hint = message.startsWith('Bad JSON') ? '' : HINT;
    this.process.stderr.write(`jq: ${message}\n${hint}`);
    return MISUSED;
  }

  #result(): Options | number {
    const [program, ...files] = this.#words;
    let text = program?.text ?? '.';
    if (program === undefined && this.#given.has('f')) return this.#refuse('no program', 0);
    if (program !== undefined && this.#given.has('f')) {
      const content = this.process.system.fs.read(resolvePath(this.process.cwd, text), this.process.netns);
      if (!content.ok) {
        this.process.blame(program.index);
        this.process.stderr.write(`jq: Could not open ${text}: ${errorText(content.error.errno)}\n`);
        return MISUSED;
      }
      text = linesOf(content.value).join('\n');
    }
    return {
      given: this.#given,
      program: { text, index: program?.index ?? 0 },
      files: files.map(({ text: path, index }) => ({ path, index })),
      style: this.#style(),
      variables: [
        ...this.#variables,
        ['__prog_args', this.#positional],
        [
          'ARGS',
          new Map<string, Value>([
            ['positional', this.#positional],
            ['named', new Map(this.#variables)],
          ]),
        ],
      ],
    };
  }

  #style(): Style {
    const indent = this.#given.has('tab') ? '\t' : ' '.repeat(Math.max(this.#indent, 0));
    const isCompact = this.#given.has('c') || indent === '';
    return {
      ...(isCompact ? {} : { indent }),
      sortKeys: this.#given.has('S'),
      ascii: this.#given.has('a'),
      color: this.#given.has('C'),
    };
  }
}
