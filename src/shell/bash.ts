import { errorText } from '../userland/file-system/error.ts';
import { resolvePath } from '../userland/file-system.ts';
import type { Process, Program, Running, Wait } from '../userland/process.ts';
import { applyOptions } from './builtins/set.ts';
import { lastOf, runSubshell } from './commands/subshell.ts';
import { defineExported } from './environment.ts';
import { heeding } from './heeding.ts';
import { initialState } from './initial-state.ts';
import { literalBase } from './literal-base.ts';
import type { OpenFile } from './open-file.ts';
import { type PlacedStatement, parseProgram } from './parse.ts';
import { ShellProcess } from './process.ts';
import { runProgram } from './program.ts';
import { lineEnd } from './reading.ts';
import { Shell } from './shell.ts';
import { Source } from './source.ts';

/** What the words of a `bash` command ask for. */
interface Invocation {
  readonly options: readonly string[];
  /** Those with two dashes. */
  readonly long: readonly string[];
  readonly command: number | undefined;
  /** `-s`: the words behind the options are arguments, and the script is standard input. */
  readonly fromInput: boolean;
  /** The index of the first word behind the options (and the string of `-c`). */
  readonly rest: number;
}

/** `bash [options] [-c string [name [arg …]] | -s [arg …] | file [arg …]]` and `sh`; without any, the script is standard input. */
export const bash: Program = (process) => {
  // Only the shell starts it, so the process is always its own.
  if (!(process instanceof ShellProcess)) return 126;
  return run(process);
};

function* run(process: ShellProcess): Running {
  const { argv } = process;
  const invocation = readWords(argv);
  if (invocation.long.includes('--version')) {
    process.stdout.write('GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n');
    return 0;
  }
  const unknown = unknownOption(invocation);
  if (unknown !== undefined) {
    process.stderr.write(`${argv[0]}: ${unknown}: invalid option\n${USAGE}`);
    return 2;
  }
  if (invocation.command !== undefined) return yield* runString(process, invocation, invocation.command);
  const file = argv[invocation.rest];
  if (file === undefined || invocation.fromInput) {
    const text = yield* readAll(process);
    return yield* start(
      process,
      { ...invocation, fromInput: true },
      text,
      argv[0] as string,
      argv.slice(invocation.rest),
    );
  }
  const path = resolvePath(process.cwd, file);
  const content = process.system.fs.read(path, process.netns);
  if (!content.ok) {
    process.blame(invocation.rest);
    process.stderr.write(`${argv[0]}: ${file}: ${errorText(content.error.errno)}\n`);
    return content.error.errno === 'EISDIR' ? 126 : 127;
  }
  return yield* start(process, invocation, content.value, file, argv.slice(invocation.rest + 1), invocation.rest);
}

const LONG_OPTIONS =
  /^--(?:debugger|init-file|login|noediting|noprofile|norc|posix|pretty-print|rcfile|restricted|verbose)$/;
const USAGE = 'Usage: bash [options] [-c string [name [word …]] | script [word …]]\n';

function unknownOption({ options, long }: Invocation): string | undefined {
  const letter = options.map((option) => /^[-+].*?([^abefhkmnoOptuvxBCEHPTr+-])/.exec(option)?.[1]);
  const short = letter.find((each) => each !== undefined);
  return long.find((option) => !LONG_OPTIONS.test(option)) ?? (short === undefined ? undefined : `-${short}`);
}

function readWords(argv: readonly string[]): Invocation {
  const options: string[] = [];
  const long: string[] = [];
  let command: number | undefined;
  let fromInput = false;
  let at = 1;
  for (; at < argv.length; at += 1) {
    const word = argv[at] as string;
    if (word === '--' || word === '-') {
      at += 1;
      break;
    }
    if (word.startsWith('--')) {
      long.push(word);
      continue;
    }
    if (!/^[-+]./.test(word)) break;
    const letters = word.slice(1).replace(/[cilsD]/g, '');
    if (word[0] === '-' && word.includes('c')) command = 0;
    if (word[0] === '-' && word.includes('s')) fromInput = true;
    if (letters !== '') options.push(word[0] + letters);
    if (/[oO]$/.test(word)) options.push(argv[++at] ?? '');
  }
  if (command !== undefined) command = at;
  return { options, long, command, fromInput, rest: command === undefined ? at : at + 1 };
}

function* runString(process: ShellProcess, invocation: Invocation, at: number): Running {
  const text = process.argv[at];
  if (text === undefined) {
    process.stderr.write(`${process.argv[0]}: -c: option requires an argument\n`);
    return 2;
  }
  const name = process.argv[at + 1] ?? (process.argv[0] as string);
  return yield* start(process, invocation, text, name, process.argv.slice(at + 2), at);
}

/** Runs a text in a shell of its own: nothing but the environment and the open files comes from the one outside. */
function* start(
  process: ShellProcess,
  invocation: Invocation,
  text: string,
  name: string,
  positional: readonly string[],
  at?: number,
): Running {
  const outer = process.shell;
  const shell = new Shell(
    process.machine === outer.session.system ? outer.session : { ...outer.session, system: process.machine },
    initialState(name, process.env, outer.session.clock.now),
    process.netns,
    sourceOf(process, text, at),
  );
  defineExported(shell, process.env);
  shell.state.pid = process.pid;
  shell.pid = process.pid;
  shell.state.cwd = process.cwd;
  shell.state.positional = positional;
  shell.state.files = filesOf(process);
  shell.command = process.command;
  shell.vrf = process.vrf;
  shell.inner = true;
  shell.fromString = invocation.command !== undefined;
  const program = parseProgram(text);
  if (shell.fromString) shell.last = lastOf(program.statements.at(-1)?.node);
  shell.isDash = /^(?:.*\/)?sh$/.test(process.argv[0] as string);
  for (let index = 0; index < invocation.options.length; index += 1) {
    const used = applyOptions(shell, invocation.options[index] as string, invocation.options[index + 1]);
    if (used === undefined || used.failed) return 2;
    if (used.tookName) index += 1;
  }
  outer.session.budget.enter();
  try {
    const running = invocation.fromInput ? runInput(shell) : runProgram(shell, program);
    return yield* heeding(shell, runSubshell(shell, running));
  } finally {
    outer.session.budget.leave();
  }
}

/** A script on standard input is read line by line: what its commands read from there is no longer part of it. */
function* runInput(shell: Shell): Running {
  const input: OpenFile = { kind: 'text', rest: '' };
  shell.state.files.set(0, input);
  for (;;) {
    const { source } = shell;
    const { text } = source;
    // The shell has read the script up to `end`.
    let end = 0;
    const read = (statement: PlacedStatement | undefined) => {
      if (statement !== undefined && statement.pos < end) return true;
      if (end > 0 && input.rest !== text.slice(end)) return false;
      if (statement !== undefined) {
        end = lineEnd(text, statement);
        input.rest = text.slice(end);
      }
      return true;
    };
    const status = yield* runProgram(shell, parseProgram(text), 0, read);
    if (end === 0 || input.rest === text.slice(end)) return status;
    shell.source = new Source(input.rest, undefined, source.whole, source.lineAt(end), source.prefix, source.file);
  }
}

/** Where the string of `-c` stands in the lab's text, when it was written as one literal. */
function sourceOf(process: ShellProcess, text: string, at: number | undefined): Source {
  const origin = at === undefined ? undefined : process.origins[at];
  const outer = process.shell.source;
  const isString = at !== undefined && process.argv[at] === text;
  const base =
    origin !== undefined && outer.base !== undefined && isString
      ? literalBase(outer.text, outer.base, origin, text)
      : undefined;
  return new Source(text, base, origin ?? process.command?.range, 1, '', undefined, isString ? '-c' : '');
}

/** The process's files, with what the program that started it put in the place of the standard ones. */
function filesOf({ files, changes }: ShellProcess): Map<number, OpenFile> {
  const all = new Map(files);
  if (changes.stdin !== undefined) all.set(0, { kind: 'given', input: changes.stdin });
  if (changes.stdout !== undefined) all.set(1, { kind: 'given', output: changes.stdout });
  if (changes.stderr !== undefined) all.set(2, { kind: 'given', output: changes.stderr });
  return all;
}

function* readAll(process: Process): Generator<Wait, string, void> {
  let text = '';
  for (;;) {
    const more = process.stdin.take();
    if (more === null) return text;
    text += more;
    if (more === '') yield { ready: () => process.stdin.ready() };
  }
}
