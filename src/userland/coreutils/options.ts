import type { Process } from '../process.ts';

/** The options a program knows: letters (with `:` behind one that takes an argument, `;` behind one that takes one written together with it), and long names for letters. */
export interface OptionTable {
  readonly letters: string;
  /** Long options: the letter each stands for. */
  readonly long?: Readonly<Record<string, string>>;
  /** The status for a wrong option. */
  readonly failure?: number;
  /** Printed between the message and the hint, by programs that do. */
  readonly usage?: string;
  /** True where options end at the first operand. */
  readonly posix?: boolean;
}

/** A command line taken apart as getopt_long(3) does. */
export interface Options {
  /** The last argument of each option given; '' for one without. */
  readonly given: ReadonlyMap<string, string>;
  /** The arguments of options in order, for those that may come more than once. */
  readonly all: readonly (readonly [string, string])[];
  readonly operands: readonly string[];
  /** The index in `argv` of each operand. */
  readonly indexes: readonly number[];
}

/** Takes options and operands apart. For a wrong option prints what GNU programs print and answers the exit status. */
export function parseOptions(process: Process, table: OptionTable): Options | number {
  const { argv } = process;
  const all: (readonly [string, string])[] = [];
  const operands: string[] = [];
  const indexes: number[] = [];
  for (let at = 1; at < argv.length; at += 1) {
    const word = argv[at] as string;
    if (word === '--' || (table.posix && !/^-./.test(word))) {
      for (let rest = word === '--' ? at + 1 : at; rest < argv.length; rest += 1) {
        operands.push(argv[rest] as string);
        indexes.push(rest);
      }
      break;
    }
    if (!/^-./.test(word)) {
      operands.push(word);
      indexes.push(at);
      continue;
    }
    const taken = word.startsWith('--') ? longOption(process, table, at) : letterOptions(process, table, at);
    if (typeof taken === 'number') return taken;
    all.push(...taken.options);
    at += taken.more;
  }
  return { given: new Map(all), all, operands, indexes };
}

interface Taken {
  readonly options: readonly (readonly [string, string])[];
  /** How many of the following words were taken as arguments. */
  readonly more: number;
}

function longOption(process: Process, table: OptionTable, at: number): Taken | number {
  const word = process.argv[at] as string;
  const [name = '', value] = split(word.slice(2));
  const long = table.long ?? {};
  const matching = name in long ? [name] : Object.keys(long).filter((each) => each.startsWith(name));
  if (matching.length !== 1) {
    const what = matching.length === 0 ? `unrecognized option '--${name}'` : `option '--${name}' is ambiguous`;
    return wrong(process, table, at, what);
  }
  const letter = long[matching[0] as string] as string;
  if (mayTakeArgument(table, letter)) return { options: [[letter, value ?? '']], more: 0 };
  if (!takesArgument(table, letter)) {
    if (value !== undefined) return wrong(process, table, at, `option '--${matching[0]}' doesn't allow an argument`);
    return { options: [[letter, '']], more: 0 };
  }
  if (value !== undefined) return { options: [[letter, value]], more: 0 };
  const next = process.argv[at + 1];
  if (next === undefined) return wrong(process, table, at, `option '--${matching[0]}' requires an argument`);
  return { options: [[letter, next]], more: 1 };
}

function split(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function letterOptions(process: Process, table: OptionTable, at: number): Taken | number {
  const word = process.argv[at] as string;
  const options: [string, string][] = [];
  for (let index = 1; index < word.length; index += 1) {
    const letter = word[index] as string;
    if (letter === ':' || letter === ';' || !table.letters.includes(letter))
      return wrong(process, table, at, `invalid option -- '${letter}'`);
    if (mayTakeArgument(table, letter)) return { options: [...options, [letter, word.slice(index + 1)]], more: 0 };
    if (!takesArgument(table, letter)) {
      options.push([letter, '']);
      continue;
    }
    if (index + 1 < word.length) return { options: [...options, [letter, word.slice(index + 1)]], more: 0 };
    const next = process.argv[at + 1];
    if (next === undefined) return wrong(process, table, at, `option requires an argument -- '${letter}'`);
    return { options: [...options, [letter, next]], more: 1 };
  }
  return { options, more: 0 };
}

function mayTakeArgument(table: OptionTable, letter: string): boolean {
  return table.letters[table.letters.indexOf(letter) + 1] === ';';
}

function takesArgument(table: OptionTable, letter: string): boolean {
  return table.letters[table.letters.indexOf(letter) + 1] === ':';
}

function wrong(process: Process, table: OptionTable, at: number, what: string): number {
  process.blame(at);
  return misused(process, what, table.failure ?? 1, table.usage);
}

/** Prints `NAME: message` and the hint to ask for help. Answers `status`. */
export function misused(process: Process, what: string, status = 1, usage = ''): number {
  const name = process.argv[0] as string;
  process.stderr.write(`${name}: ${what}\n${usage}Try '${name} --help' for more information.\n`);
  return status;
}
