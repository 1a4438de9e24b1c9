import type { Running, Wait } from '../../userland/process.ts';
import { setNamed } from '../assign.ts';
import { ExpansionFailed } from '../control.ts';
import { separators } from '../expand/word.ts';
import { isReady, type OpenFile, take, unread } from '../open-file.ts';
import { assertWritable, resolveName } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { isName, UNSET } from '../variables.ts';
import { type Builtin, type Call, complain, invalidOption, refuse, stores } from './builtin.ts';

const USAGE =
  'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]';

interface ReadOptions {
  raw: boolean;
  array: string | undefined;
  delimiter: string;
  count: number | undefined;
  exact: boolean;
  timeout: number | undefined;
  fd: number;
}

/** `read`: a line from standard input into variables (bash manual, `read`). */
export const read: Builtin = (shell, call) => run(shell, call);

function* run(shell: Shell, call: Call): Running {
  const options: ReadOptions = {
    raw: false,
    array: undefined,
    delimiter: '\n',
    count: undefined,
    exact: false,
    timeout: undefined,
    fd: 0,
  };
  const names = parseOptions(shell, call, options);
  if (typeof names === 'number') return names;
  for (const name of names) {
    if (!isName(name.replace(/\[.+\]$/, '')))
      return refuse(shell, call, call.argv.indexOf(name), `\`${name}': not a valid identifier`);
  }
  const file = shell.state.files.get(options.fd);
  if (file === undefined) {
    complain(shell, 'read', `${options.fd}: invalid file descriptor: Bad file descriptor`);
    return 1;
  }
  const line = yield* readLine(shell, file, options);
  return stores(shell, () => store(shell, names, line.chars, options)) ? line.status : 1;
}

function parseOptions(shell: Shell, { argv }: Call, options: ReadOptions): readonly string[] | number {
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '--') {
      at += 1;
      break;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const option = word[letter] as string;
      if (option === 'r') options.raw = true;
      else if (!'ersaidnNptu'.includes(option)) return invalidOption(shell, 'read', `-${option}`, USAGE);
      else if (!'es'.includes(option)) {
        const attached = word.slice(letter + 1);
        if (attached === '') at += 1;
        setOption(options, option, attached === '' ? (argv[at] ?? '') : attached);
        break;
      }
    }
  }
  return argv.slice(at);
}

function setOption(options: ReadOptions, option: string, value: string): void {
  if (option === 'a') options.array = value;
  else if (option === 'd') options.delimiter = value.slice(0, 1);
  else if (option === 'n' || option === 'N') {
    options.count = Number(value) || 0;
    options.exact = option === 'N';
  } else if (option === 't') options.timeout = Number(value) || 0;
  else if (option === 'u') options.fd = Number(value) || 0;
}

/** The characters of a line; one that a backslash quotes is no separator. */
interface Line {
  readonly chars: readonly { readonly char: string; readonly quoted: boolean }[];
  readonly status: number;
}

function* readLine(shell: Shell, file: OpenFile, options: ReadOptions): Generator<Wait, Line, void> {
  const chars: { char: string; quoted: boolean }[] = [];
  const deadline = options.timeout === undefined ? undefined : shell.session.clock.now + options.timeout * 1_000_000;
  let pending = false;
  for (;;) {
    const text = take(file, shell);
    if (text === null) return { chars, status: 1 };
    if (text === '') {
      if (deadline !== undefined && shell.session.clock.now >= deadline) return { chars, status: 142 };
      yield { ready: () => isReady(file), ...(deadline === undefined ? {} : { until: deadline }) };
      continue;
    }
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at] as string;
      if (pending) {
        pending = false;
        if (char !== '\n') chars.push({ char, quoted: true });
      } else if (char === '\\' && !options.raw) pending = true;
      else if (char === options.delimiter && !options.exact) {
        unread(file, text.slice(at + 1));
        return { chars, status: 0 };
      } else if (char !== '\0' || options.delimiter === '') chars.push({ char, quoted: false });
      if (options.count !== undefined && chars.length >= options.count && !pending) {
        unread(file, text.slice(at + 1));
        return { chars, status: 0 };
      }
    }
  }
}

function store(shell: Shell, names: readonly string[], chars: Line['chars'], options: ReadOptions): void {
  if (options.array !== undefined) {
    const fields = split(chars, separators(shell), Number.POSITIVE_INFINITY);
    const name = resolveName(shell, options.array);
    const old = shell.state.variables.get(name) ?? UNSET;
    assertWritable(old, name);
    shell.state.variables.set(name, { ...old, kind: 'indexed', value: undefined, indexed: new Map(fields.entries()) });
    return;
  }
  if (names.length === 0 || options.exact) {
    setNamed(shell, names[0] ?? 'REPLY', chars.map(({ char }) => char).join(''));
    return;
  }
  const fields = split(chars, separators(shell), names.length);
  names.forEach((name, at) => {
    assign(shell, name, fields[at] ?? '');
  });
}

/** An error in the arithmetic of an integer variable is `read`'s own. */
function assign(shell: Shell, name: string, value: string): void {
  try {
    setNamed(shell, name, value);
  } catch (thrown) {
    if (!(thrown instanceof ExpansionFailed) || !thrown.onlyDiscards) throw thrown;
    throw new ExpansionFailed(`read: ${thrown.message}`, thrown.fatal, true);
  }
}

/** Splits into at most `most` fields; the last one takes the rest, without the white space around it. */
function split(chars: Line['chars'], ifs: string, most: number): string[] {
  const isSeparator = (at: number) => chars[at] !== undefined && !chars[at].quoted && ifs.includes(chars[at].char);
  const isBlank = (at: number) => isSeparator(at) && ' \t\n'.includes(chars[at]?.char ?? 'x');
  const text = (from: number, to: number) =>
    chars
      .slice(from, to)
      .map(({ char }) => char)
      .join('');
  const fields: string[] = [];
  let at = 0;
  let end = chars.length;
  while (at < end && isBlank(at)) at += 1;
  while (end > at && isBlank(end - 1)) end -= 1;
  while (at < end) {
    let stop = at;
    while (stop < end && !isSeparator(stop)) stop += 1;
    let next = stop;
    while (next < end && isBlank(next)) next += 1;
    if (next < end && isSeparator(next) && !isBlank(next)) {
      next += 1;
      while (next < end && isBlank(next)) next += 1;
    }
    if (fields.length === most - 1 && next < end) {
      fields.push(text(at, end));
      return fields;
    }
    fields.push(text(at, stop));
    at = next;
  }
  return fields;
}
