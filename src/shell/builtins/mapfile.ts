import type { Running, Wait } from '../../userland/process.ts';
import { singleQuoted } from '../expand/quote.ts';
import { isReady, type OpenFile, take, unread } from '../open-file.ts';
import { assertWritable, resolveName, setElement } from '../parameters.ts';
import { parseProgram } from '../parse.ts';
import { runProgram } from '../program.ts';
import type { Shell } from '../shell.ts';
import { isName, UNSET } from '../variables.ts';
import { type Builtin, type Call, complain, invalidOption, refuse, stores } from './builtin.ts';

const USAGE = 'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]';

interface Options {
  trim: boolean;
  delimiter: string;
  count: number;
  origin: number | undefined;
  skip: number;
  fd: number;
  callback: string | undefined;
  quantum: number;
}

/** `mapfile`, also called `readarray`: the lines of a file into an indexed array (bash manual, `mapfile`). */
export const mapfile: Builtin = (shell, call) => run(shell, call);

function* run(shell: Shell, call: Call): Running {
  const options: Options = {
    trim: false,
    delimiter: '\n',
    count: 0,
    origin: undefined,
    skip: 0,
    fd: 0,
    callback: undefined,
    quantum: 5000,
  };
  const at = parseOptions(shell, call, options);
  if (typeof at !== 'number') return at.status;
  const written = call.argv[at] ?? 'MAPFILE';
  const name = call.argv[0] as string;
  if (!isName(written)) return refuse(shell, call, at, `\`${written}': not a valid identifier`);
  const file = shell.state.files.get(options.fd);
  if (file === undefined) {
    complain(shell, name, `${options.fd}: invalid file descriptor: Bad file descriptor`);
    return 1;
  }
  const target = resolveName(shell, written);
  const old = shell.state.variables.get(target) ?? UNSET;
  if (!stores(shell, () => assertWritable(old, target))) return 1;
  const kept = options.origin === undefined ? new Map<number, string>() : old.indexed;
  shell.state.variables.set(target, { ...old, kind: 'indexed', value: undefined, indexed: kept ?? new Map() });
  yield* readLines(shell, file, options, target);
  return 0;
}

/** Reads the letters; answers the index of the first word behind them, or the status of a wrong one. */
function parseOptions(shell: Shell, { argv }: Call, options: Options): number | { readonly status: number } {
  const name = argv[0] as string;
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '--') return at + 1;
    for (let letter = 1; letter < word.length; letter += 1) {
      const option = word[letter] as string;
      if (option === 't') {
        options.trim = true;
        continue;
      }
      if (!'dnOsuCc'.includes(option)) {
        return { status: invalidOption(shell, name, `-${option}`, USAGE.replace('mapfile', name)) };
      }
      const attached = word.slice(letter + 1);
      if (attached === '') at += 1;
      const problem = setOption(options, option, attached === '' ? (argv[at] ?? '') : attached);
      if (problem !== undefined) {
        complain(shell, name, problem);
        return { status: 1 };
      }
      break;
    }
  }
  return at;
}

/** The words of each number in the message about a wrong one. */
const NUMBERS: Readonly<Record<string, string>> = {
  n: 'invalid line count',
  O: 'invalid array origin',
  s: 'invalid line count',
  u: 'invalid file descriptor specification',
  c: 'invalid callback quantum',
};

function setOption(options: Options, option: string, value: string): string | undefined {
  if (option === 'd') options.delimiter = value.slice(0, 1) || '\0';
  else if (option === 'C') options.callback = value;
  else {
    if (!/^\d+$/.test(value)) return `${value}: ${NUMBERS[option]}`;
    const number = Number(value);
    if (option === 'n') options.count = number;
    else if (option === 'O') options.origin = number;
    else if (option === 's') options.skip = number;
    else if (option === 'u') options.fd = number;
    else options.quantum = number;
  }
  return undefined;
}

function* readLines(shell: Shell, file: OpenFile, options: Options, target: string): Generator<Wait, void, void> {
  const { trim, delimiter, count, skip, callback, quantum } = options;
  const lines: [number, string][] = [];
  const first = options.origin ?? 0;
  let read = 0;
  let rest = '';
  let ended = false;
  while (!ended && (count === 0 || lines.length < count)) {
    const more = take(file, shell);
    if (more === '') {
      yield { ready: () => isReady(file) };
      continue;
    }
    ended = more === null;
    rest += more ?? '';
    for (;;) {
      if (count > 0 && lines.length >= count) break;
      const end = rest.indexOf(delimiter);
      if (end < 0 && (!ended || rest === '')) break;
      const line = end < 0 ? rest : rest.slice(0, end + (trim ? 0 : 1));
      rest = end < 0 ? '' : rest.slice(end + 1);
      read += 1;
      if (read <= skip) continue;
      const index = first + lines.length;
      if (callback !== undefined && (lines.length + 1) % quantum === 0) yield* call(shell, callback, index, line);
      lines.push([index, line]);
      if (callback !== undefined) setElement(shell, target, String(index), line);
    }
  }
  unread(file, rest);
  if (callback !== undefined) return;
  const variable = shell.state.variables.get(target) ?? UNSET;
  shell.state.variables.set(target, { ...variable, indexed: new Map([...(variable.indexed ?? []), ...lines]) });
}

/** `-C`: runs a command with the index and the line behind it, before the line is stored. */
function* call(shell: Shell, callback: string, index: number, line: string): Generator<Wait, void, void> {
  yield* runProgram(shell, parseProgram(`${callback} ${index} ${singleQuoted(line)}`));
}
