import { type Complaint, readAll } from '../coreutils/input.ts';
import { parseOptions } from '../coreutils/options.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { Execution, type Surroundings } from './execute.ts';
import { parseScript } from './parse.ts';
import { type Command, ScriptError } from './script.ts';

const TABLE = {
  letters: 'nrEse:f:iuz',
  long: {
    quiet: 'n',
    silent: 'n',
    'regexp-extended': 'E',
    expression: 'e',
    file: 'f',
    separate: 's',
    unbuffered: 'u',
  },
  failure: 1,
  usage: 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n',
};

/** sed(1): our own, as it is small, and no package runs in a browser without more of Node than that. */
export const sed: Program = (process) => run(process);

function* run(process: Process): Running {
  // `-i` takes its suffix in the same word only.
  const argv = process.argv.map((word) => (/^(?:-i.+|--in-place.*)$/.test(word) ? '-i' : word));
  const suffix = process.argv
    .map((word) => /^(?:-i|--in-place=)(.+)$/.exec(word)?.[1])
    .find((each) => each !== undefined);
  const options = parseOptions(viewOf(process, { argv }), TABLE);
  if (typeof options === 'number') return options;
  const { given, all, operands, indexes } = options;
  const scripts: string[] = [];
  for (const [letter, value] of all) {
    if (letter === 'e') scripts.push(value);
    if (letter !== 'f') continue;
    const content = process.system.fs.read(resolvePath(process.cwd, value), process.netns);
    if (!content.ok) {
      process.stderr.write(`sed: couldn't open file ${value}: ${errorText(content.error.errno)}\n`);
      return 1;
    }
    scripts.push(content.value.replace(/\n$/, ''));
  }
  const isImplied = scripts.length === 0;
  if (isImplied && operands[0] === undefined) {
    process.stderr.write(TABLE.usage);
    return 1;
  }
  const text = isImplied ? (operands[0] as string) : scripts.join('\n');
  const paths = isImplied ? operands.slice(1) : operands;
  const commands = read(process, text, given.has('E') || given.has('r'), isImplied ? indexes[0] : undefined);
  if (commands === undefined) return 1;
  const quiet = given.has('n') || /^#n(?:\n|$)/.test(text);
  if (given.has('i')) return inPlace(process, commands, quiet, paths, suffix);
  const { texts, failed } = yield* readAll(process, paths, isImplied ? indexes.slice(1) : indexes, cannotRead);
  const execution = new Execution(
    commands,
    surroundings(process, quiet, (each) => process.stdout.write(each)),
  );
  const lines = texts.flatMap((each) => each.text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  const isOnlyInput = texts.length === 1 && texts[0]?.name === '-';
  const left = (rest: readonly string[]) => (isOnlyInput ? process.stdin.giveBack?.(rest.join('')) : undefined);
  return execution.run(lines, left) ?? (failed ? 2 : 0);
}

/** The script as commands; undefined when it is wrong, which is then said. */
function read(process: Process, text: string, extended: boolean, index: number | undefined): Command[] | undefined {
  try {
    return parseScript(text, extended);
  } catch (thrown) {
    if (!(thrown instanceof ScriptError)) throw thrown;
    process.stderr.write(`sed: -e expression #1, char ${thrown.char}: ${thrown.message}\n`);
    if (index !== undefined) process.blame(index);
    return undefined;
  }
}

/** The words of sed(1) for a file that cannot be read. */
const cannotRead: Complaint = (path, reason, errno) =>
  errno === 'EISDIR' ? `couldn't edit ${path}: not a regular file` : `can't read ${path}: ${reason}`;

function surroundings(process: Process, quiet: boolean, print: (text: string) => void): Surroundings {
  const { fs } = process.system;
  const written = new Set<string>();
  return {
    quiet,
    print,
    readFile: (path) => {
      const content = fs.read(resolvePath(process.cwd, path), process.netns);
      return content.ok ? content.value : '';
    },
    writeFile: (path, text) => {
      if (path === '/dev/stdout') print(text);
      else if (path === '/dev/stderr') process.stderr.write(text);
      else fs.write(resolvePath(process.cwd, path), text, written.has(path) ? 'append' : 'truncate', process.netns);
      written.add(path);
    },
  };
}

/** `-i`: each file by itself, and back into it; with a suffix, the old text is kept beside it. */
function inPlace(
  process: Process,
  commands: readonly Command[],
  quiet: boolean,
  paths: readonly string[],
  suffix: string | undefined,
): number {
  const { fs } = process.system;
  let status = 0;
  if (paths.length === 0) {
    process.stderr.write('sed: no input files\n');
    return 1;
  }
  for (const written of paths) {
    const path = resolvePath(process.cwd, written);
    const content = fs.read(path, process.netns);
    if (!content.ok) {
      const isDirectory = content.error.errno === 'EISDIR';
      const reason = isDirectory
        ? `couldn't edit ${written}: not a regular file`
        : `can't read ${written}: ${errorText(content.error.errno)}`;
      process.stderr.write(`sed: ${reason}\n`);
      status = 4 - (isDirectory ? 0 : 2);
      continue;
    }
    let text = '';
    const print = (each: string) => {
      text += each;
    };
    const fresh = commands.map((command) => ({ ...command, open: false, until: undefined }));
    const lines = content.value.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    status = new Execution(fresh, surroundings(process, quiet, print)).run(lines) ?? status;
    if (suffix !== undefined) {
      const copy = suffix.includes('*') ? suffix.replaceAll('*', written) : written + suffix;
      fs.write(resolvePath(process.cwd, copy), content.value, 'truncate', process.netns);
    }
    fs.write(path, text, 'truncate', process.netns);
  }
  return status;
}
