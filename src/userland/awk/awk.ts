import { decodeEscapes } from '../coreutils/escapes.ts';
import { linesOf, readFile } from '../coreutils/input.ts';
import { parseOptions } from '../coreutils/options.ts';
import { resolvePath } from '../file-system.ts';
import type { Input, Process, Program, Running, Wait } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { AwkError, Execution } from './execute.ts';
import { parseAwk } from './parse.ts';
import { type AwkProgram, AwkSyntaxError } from './program.ts';

const TABLE = { letters: 'F:v:f:', failure: 2, posix: true, long: { 'field-separator': 'F', assign: 'v', file: 'f' } };

/**
 * awk(1), as mawk has it. Our own: no awk on npm is JavaScript alone, small, looked after and without `eval`, which the
 * policy of a web page refuses.
 */
export const awk: Program = (process) => run(process);

function* run(process: Process): Running {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { all, indexes } = options;
  const operands = [...options.operands];
  let text: string | undefined;
  for (const [letter, value] of all) {
    if (letter !== 'f') continue;
    const content = readFile(process, value, undefined, (path, reason) => `cannot open ${path} (${reason})`);
    if (content === undefined) return 2;
    text = text === undefined ? content : `${text}\n${content}`;
  }
  text ??= operands.shift();
  if (text === undefined) {
    process.stderr.write("Usage: awk [-F value] [-v var=value] [--] ['program text' | -f file] [file ...]\n");
    return 2;
  }
  const program = read(process, text, indexes[0]);
  if (program === undefined) return 2;
  const output = new Outputs(process);
  const execution = new Execution(program, output, process.env, ['awk', ...operands]);
  for (const [letter, value] of all) {
    if (letter === 'F') execution.setVariable('FS', value === 't' ? '\t' : decodeEscapes(value, 'ansi').text);
    else if (letter === 'v') assign(execution, value);
  }
  try {
    execution.begin();
    const failed = execution.readsInput ? yield* readInputs(process, execution, operands) : false;
    execution.end();
    yield* output.finish();
    return failed && execution.status === 0 ? 2 : execution.status;
  } catch (thrown) {
    if (!(thrown instanceof AwkError)) throw thrown;
    process.stderr.write(`awk: ${thrown.message}\n`);
    return 2;
  }
}

function read(process: Process, text: string, index: number | undefined): AwkProgram | undefined {
  try {
    return parseAwk(text);
  } catch (thrown) {
    if (!(thrown instanceof AwkSyntaxError)) throw thrown;
    const { token, line } = thrown;
    const isEnd = token === '';
    const near = isEnd
      ? 'missing } near end of file'
      : `syntax error at or near ${token === '\n' ? 'end of line' : token}`;
    process.stderr.write(`awk: line ${isEnd ? line + 1 : line}: ${near}\n`);
    if (index !== undefined) process.blame(index);
    return undefined;
  }
}

function assign(execution: Execution, word: string): boolean {
  const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
  if (match === null) return false;
  execution.setVariable(match[1] as string, decodeEscapes(match[2] as string, 'ansi').text);
  return true;
}

/** The files named, with assignments between them; standard input where none is named. True when one could not be read. */
function* readInputs(
  process: Process,
  execution: Execution,
  operands: readonly string[],
): Generator<Wait, boolean, void> {
  let isRead = false;
  for (const word of operands) {
    if (!execution.goesOn) return false;
    if (assign(execution, word)) continue;
    isRead = true;
    const content = process.system.fs.read(resolvePath(process.cwd, word), process.netns);
    if (word === '-') execution.file('-', yield* readStandardInput(process));
    else if (content.ok) execution.file(word, content.value);
    else {
      process.stderr.write(`awk: cannot open ${word} (No such file or directory)\n`);
      process.blame(process.argv.indexOf(word));
      return true;
    }
  }
  if (!isRead) execution.file('', yield* readStandardInput(process));
  return false;
}

/** Where `print` goes: standard output, files, and commands, which run when the program ends. */
class Outputs {
  readonly #opened = new Set<string>();
  readonly #lines = new Map<string, string[]>();
  readonly #commands = new Map<string, string>();

  constructor(private readonly process: Process) {}

  print(text: string, redirect: { readonly operator: string; readonly to: string } | undefined): void {
    const { process } = this;
    if (redirect === undefined || redirect.to === '/dev/stdout') process.stdout.write(text);
    else if (redirect.to === '/dev/stderr') process.stderr.write(text);
    else if (redirect.operator === '|') this.#commands.set(redirect.to, (this.#commands.get(redirect.to) ?? '') + text);
    else {
      const how = redirect.operator === '>' && !this.#opened.has(redirect.to) ? 'truncate' : 'append';
      this.#opened.add(redirect.to);
      process.system.fs.write(resolvePath(process.cwd, redirect.to), text, how, process.netns);
    }
  }

  readLine(path: string): string | undefined | null {
    let lines = this.#lines.get(path);
    if (lines === undefined) {
      const content = this.process.system.fs.read(resolvePath(this.process.cwd, path), this.process.netns);
      if (!content.ok) return null;
      lines = linesOf(content.value);
      this.#lines.set(path, lines);
    }
    return lines.shift();
  }

  unsimulated(what: string): void {
    this.process.unsimulated(`${what} in awk`);
    this.process.stderr.write(`awk: ${what}: not simulated\n`);
  }

  *finish(): Generator<Wait, void, void> {
    for (const [command, text] of this.#commands) {
      let rest: string | null = text;
      const stdin: Input = {
        take: () => {
          const taken = rest;
          rest = null;
          return taken;
        },
        ready: () => true,
      };
      const running = this.process.spawn(command.trim().split(/\s+/), [], { stdin });
      if (running === undefined) this.unsimulated(`print | "${command}"`);
      else yield* running;
    }
  }
}
