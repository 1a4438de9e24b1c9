import { IPSET } from '../../grammar/ipset/index.ts';
import { usageOf } from '../../grammar/usage.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { type CommandLine, parseCommandLine } from './command-line.ts';
import { Complaint } from './complaint.ts';
import { execute, prepareChange } from './execute.ts';
import type { Word } from './options.ts';

const VERSION = 'ipset v7.17';

/** ipset(8). */
export const ipset: Program = (process) => {
  const words = process.argv.slice(1).map((text, i) => ({ text, index: i + 1 }));
  let quiet = words.some(({ text }) => text === '-q' || text === '-quiet');
  try {
    const line = parseCommandLine(words);
    quiet = line.quiet;
    if (line.command === 'help') process.stdout.write(`${usageOf('ipset', IPSET)}\n`);
    else if (line.command === 'version') process.stdout.write(`${VERSION}, protocol version: 7\n`);
    else if (line.command === 'restore') return restore(process, line);
    else return execute(process, line, printer(process, line));
    return 0;
  } catch (error) {
    return report(process, error, quiet, '');
  }
};

/** Where listings go: to standard output, or to the file that was named. */
function printer(process: Process, { file }: CommandLine): (text: string) => void {
  if (file === undefined) return (text) => process.stdout.write(text);
  const path = resolvePath(process.cwd, file.text);
  return (text) => {
    process.system.fs.write(path, text, 'truncate', process.netns);
  };
}

/** Does the commands of standard input or of a file, and stops at the first that fails. */
function* restore(process: Process, line: CommandLine): Running {
  const text = line.file === undefined ? yield* readStandardInput(process) : readFile(process, line.file);
  if (text === undefined) return 255;
  const isExist = (command: CommandLine) => ({ ...command, exist: command.exist || line.exist });
  // What is put into or taken out of one set goes to the kernel together, once all of it has been read.
  const pending: { readonly of: string; readonly place: string; readonly act: () => void }[] = [];
  let place = '';
  const commit = () => {
    for (const each of pending.splice(0)) {
      place = each.place;
      each.act();
    }
  };
  try {
    for (const [i, row] of text.split('\n').entries()) {
      const words = splitRow(row);
      if (words.length === 0 || words[0]!.text === 'COMMIT') continue;
      const here = `Error in line ${i + 1}: `;
      place = here;
      const command = isExist(parseCommandLine(words));
      const isChange = command.command === 'add' || command.command === 'del';
      const of = isChange ? `${command.command} ${command.words[0]!.text}` : '';
      const act = isChange ? prepareChange(process, command) : undefined;
      if (pending[0] !== undefined && pending[0].of !== of) commit();
      place = here;
      if (act !== undefined) pending.push({ of, place, act });
      else execute(process, command, (out) => process.stdout.write(out));
    }
    commit();
    return 0;
  } catch (error) {
    return report(process, error, line.quiet, place);
  }
}

function readFile(process: Process, { text }: Word): string | undefined {
  const read = process.system.fs.read(resolvePath(process.cwd, text), process.netns);
  return read.ok ? read.value : undefined;
}

/** The words of a line; a text in quotes is one, and a line that begins with `#` has none. */
function splitRow(row: string): Word[] {
  if (row.startsWith('#')) return [];
  return [...row.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => ({ text: quoted ?? bare!, index: 0 }));
}

/** Prints a complaint and answers its status; anything else is our own mistake and goes on. */
function report(process: Process, error: unknown, quiet: boolean, place: string): number {
  if (!(error instanceof Complaint)) throw error;
  if (!quiet) process.stderr.write(`${VERSION}: ${error.status === 1 ? place : ''}${error.text}\n`);
  if (error.index !== undefined) process.blame(error.index);
  return error.status;
}
