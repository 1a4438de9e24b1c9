import { readFile } from '../coreutils/input.ts';
import { misused, type Options, parseOptions } from '../coreutils/options.ts';
import { quote, quoteIfNeeded } from '../coreutils/quote.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { readStandardInput } from '../standard-input.ts';
import { InputError, type Item, itemsOf } from './xargs-items.ts';

const TABLE = {
  letters: '0a:d:E:e;I:i;L:l;n:oprs:tP:xVh',
  long: {
    null: '0',
    'arg-file': 'a',
    delimiter: 'd',
    'max-lines': 'L',
    'max-args': 'n',
    'open-tty': 'o',
    interactive: 'p',
    'no-run-if-empty': 'r',
    'max-chars': 's',
    verbose: 't',
    'max-procs': 'P',
    exit: 'x',
    version: 'V',
    help: 'h',
  },
  posix: true,
};

/** What one command may be long at most, in bytes. */
const LONGEST = 128 * 1024;

/** xargs(1) of findutils 4.9. Commands run one after the other, whatever `-P` says, so that the output is in order. */
export const xargs: Program = (process) => {
  const options = parseOptions(optionalArguments(process), { ...TABLE, letters: TABLE.letters.replaceAll(';', '') });
  if (typeof options === 'number') return options;
  const { given } = options;
  if (given.has('V')) {
    process.stdout.write('xargs (GNU findutils) 4.9.0\n');
    return 0;
  }
  if (given.has('h')) {
    process.stdout.write('Usage: xargs [OPTION]... COMMAND [INITIAL-ARGS]...\n');
    return 0;
  }
  for (const letter of ['n', 'L', 's', 'P']) {
    const failed = given.has(letter) ? checkNumber(process, letter, given.get(letter) as string) : undefined;
    if (failed !== undefined) return failed;
  }
  return run(process, options);
};

/** `-i`, `-l` and `-e` take their argument only where it is attached: they are read as the options that always do. */
function optionalArguments(process: Process): Process {
  const rewritten = process.argv.map((word, at) => {
    if (at === 0) return word;
    if (word === '-i' || word === '--replace') return '-I{}';
    if (word === '-l') return '-L1';
    if (word === '-e' || word === '--eof') return '-E';
    return word
      .replace(/^-i(?=.)|^--replace=/, '-I')
      .replace(/^-l(?=\d)/, '-L')
      .replace(/^--eof=/, '-E');
  });
  return viewOf(process, { argv: rewritten });
}

function checkNumber(process: Process, letter: string, text: string): number | undefined {
  const least = letter === 'P' ? 0 : 1;
  if (!/^[-+]?\d+$/.test(text)) return misused(process, `invalid number "${text}" for -${letter} option`);
  if (Number(text) < least) return misused(process, `value ${text} for -${letter} option should be >= ${least}`);
  return undefined;
}

/** How items make commands: the option given last of those that exclude each other. */
interface Grouping {
  readonly items?: number;
  readonly lines?: number;
  readonly replace?: string;
}

function groupingOf(process: Process, { all }: Options): Grouping {
  const long: Readonly<Record<string, string>> = { n: '--max-args', L: '-L', I: '--replace/-I/-i' };
  const named: Readonly<Record<string, string>> = { n: '--max-args', L: '--max-lines', I: '--replace' };
  let last: readonly [string, string] | undefined;
  for (const each of all) {
    if (!(each[0] in long)) continue;
    // `-I` beside `-n 1` says the same.
    if (last !== undefined && last[0] !== each[0] && !(last[0] === 'I' && each[0] === 'n' && each[1] === '1')) {
      const said = `options ${long[last[0]]} and ${long[each[0]]} are mutually exclusive`;
      process.stderr.write(`xargs: warning: ${said}, ignoring previous ${named[last[0]]} value\n`);
    } else if (last !== undefined && last[0] !== each[0]) continue;
    last = each;
  }
  if (last === undefined) return {};
  if (last[0] === 'I') return { replace: last[1] };
  return last[0] === 'n' ? { items: Number(last[1]) } : { lines: Number(last[1]) };
}

function* run(process: Process, options: Options): Running {
  const { given, operands, indexes } = options;
  const grouping = groupingOf(process, options);
  const file = given.get('a');
  const text = file === undefined ? yield* readStandardInput(process) : readFile(process, file, undefined, cannotOpen);
  if (text === undefined) return 1;
  const [name = 'echo', ...initial] = operands;
  const first = indexes[0];
  const command: Command = { name, initial, origins: first === undefined ? [] : process.origins.slice(first), first };
  const session = new Session(process, command, given.has('t'));
  try {
    const items = itemsOf(text, given, grouping.replace !== undefined);
    if (items.length === 0 && (given.has('r') || grouping.replace !== undefined)) return 0;
    if (given.has('p')) {
      process.stderr.write(`${name}xargs: failed to open /dev/tty for reading: No such device or address\n`);
      return 1;
    }
    for (const words of commandsOf(command, items, grouping, Number(given.get('s') ?? LONGEST))) {
      if (!(yield* session.run(words))) return session.status;
    }
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
    // What stands before the place is run, but for a line that has not ended.
    const byLine = grouping.lines !== undefined || grouping.replace !== undefined;
    const items = byLine ? thrown.items : thrown.items.slice(0, -1);
    const commands = items.length === 0 ? [] : commandsOf(command, items, grouping, LONGEST);
    for (const words of byLine ? commands.slice(0, -1) : commands) yield* session.run(words);
    process.stderr.write(`xargs: ${thrown.message}\n`);
    return 1;
  }
  return session.status;
}

const cannotOpen = (path: string, reason: string) => `Cannot open input file ${quote(path)}: ${reason}`;

interface Command {
  readonly name: string;
  readonly initial: readonly string[];
  readonly origins: Process['origins'];
  readonly first: number | undefined;
}

/** The words of each command that is to be run. */
function commandsOf(
  { name, initial }: Command,
  items: readonly Item[],
  { items: most, lines, replace }: Grouping,
  longest: number,
): string[][] {
  if (replace !== undefined) {
    return items.map(({ text }) => [name, ...initial].map((word) => word.replaceAll(replace, text)));
  }
  const size = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length + 1, 0);
  const base = [name, ...initial];
  const commands: string[][] = [];
  let words: string[] = [];
  let ended = 0;
  for (const { text, endsLine } of items) {
    if (words.length > 0 && size([...base, ...words, text]) > longest) {
      commands.push([...base, ...words]);
      words = [];
      ended = 0;
    }
    words.push(text);
    if (endsLine) ended += 1;
    if (words.length !== most && (lines === undefined || ended < lines)) continue;
    commands.push([...base, ...words]);
    words = [];
    ended = 0;
  }
  if (words.length > 0 || commands.length === 0) commands.push([...base, ...words]);
  return commands;
}

/** Runs commands and remembers what became of them. */
class Session {
  status = 0;

  constructor(
    private readonly process: Process,
    private readonly command: Command,
    private readonly shows: boolean,
  ) {}

  /** False when no more are to be run. */
  *run(words: readonly string[]): Generator<{ ready?: () => boolean }, boolean, void> {
    const { process, command } = this;
    if (this.shows) process.stderr.write(`${words.map(quoteIfNeeded).join(' ')}\n`);
    const name = words[0] as string;
    const origins = words.map((word, at) =>
      command.initial[at - 1] === word || at === 0 ? command.origins[at] : undefined,
    );
    const stdin = { take: () => null, ready: () => true };
    const running = process.spawn(words, origins, { stdin });
    if (running === undefined) return this.#cannotRun(name);
    const status = yield* running;
    if (status === 255) {
      process.stderr.write(`xargs: ${name}: exited with status 255; aborting\n`);
      this.status = 124;
      return false;
    }
    if (status !== 0) this.status = 123;
    return true;
  }

  #cannotRun(name: string): boolean {
    const { process } = this;
    const { fs } = process.system;
    const exists = name.includes('/') && fs.kind(resolvePath(process.cwd, name), process.netns) !== undefined;
    process.stderr.write(`xargs: ${name}: ${exists ? 'Permission denied' : 'No such file or directory'}\n`);
    if (this.command.first !== undefined) process.blame(this.command.first);
    this.status = exists ? 126 : 127;
    return false;
  }
}
