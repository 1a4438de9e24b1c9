import { resolvePath } from '../userland/file-system.ts';
import type { Process, Program, System } from '../userland/process.ts';
import { ansiQuoted, hasControl } from './expand/quote.ts';
import type { Shell } from './shell.ts';

/** Where Linux keeps programs: a path into one of these is looked up by its last part. */
const DIRECTORIES: ReadonlySet<string> = new Set([
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
]);

/** The program a command word names; undefined when there is none. */
export function findProgram(system: System, name: string): Program | undefined {
  const slash = name.lastIndexOf('/');
  if (slash >= 0 && !DIRECTORIES.has(name.slice(0, slash))) return undefined;
  return system.programs.get(name.slice(slash + 1));
}

/** Where a program or script is looked for: the machine, a working directory and `PATH`. */
export interface Place {
  readonly system: System;
  readonly cwd: string;
  readonly netns: Process['netns'];
  readonly path: string | undefined;
}

/** Where a shell looks. */
export function placeOf(shell: Shell): Place {
  const path = shell.state.variables.get('PATH');
  return {
    system: shell.session.system,
    cwd: shell.state.cwd,
    netns: shell.netns,
    path: typeof path?.value === 'string' ? path.value : undefined,
  };
}

/**
 * The program a command word names, or the script (execvp(3)); undefined when there is neither, or none that reads the
 * script.
 */
export function findCommand(place: Place, name: string): Program | undefined {
  const program = findProgram(place.system, name);
  if (program !== undefined) return program;
  const script = scriptPath(place, name);
  const content = script === undefined ? undefined : place.system.fs.read(resolvePath(place.cwd, script), place.netns);
  if (script === undefined || !content?.ok) return undefined;
  const words = interpreterOf(content.value);
  return findProgram(place.system, words[0] as string) === undefined ? undefined : scriptRunner(script, words);
}

/** The file that a command word names and that may be run. */
export function scriptPath({ system: { fs }, cwd, netns, path }: Place, name: string): string | undefined {
  const isExecutable = (file: string) => {
    const status = fs.status(resolvePath(cwd, file), netns);
    return status?.kind === 'file' && (status.mode & 0o111) !== 0;
  };
  if (name.includes('/')) return isExecutable(name) ? name : undefined;
  if (name === '') return undefined;
  return (path ?? '')
    .split(':')
    .map((directory) => `${directory || '.'}/${name}`)
    .find(isExecutable);
}

/** Runs a script by the program that its first line names; without one bash reads it itself (execve(2), "Interpreter scripts"). */
function scriptRunner(file: string, words: readonly string[]): Program {
  return (process) => {
    const argv = [...words, file, ...process.argv.slice(1)];
    const origins = [...words.map(() => undefined), ...process.origins];
    return process.spawn(argv, origins) ?? 126;
  };
}

/** The program that reads a script, with its one argument. */
function interpreterOf(text: string): readonly string[] {
  const line = /^#! *([^\n]*?) *(?:\n|$)/.exec(text)?.[1];
  if (line === undefined || line === '') return ['bash'];
  const [program = '', argument] = line.split(/[ \t]+(.*)/s);
  return argument === undefined || argument === '' ? [program] : [program, argument];
}

/** Why a command word names nothing that runs: bash's message and exit status. */
export function notFound(shell: Shell, name: string): { readonly message: string; readonly status: number } {
  const shown = hasControl(name) ? ansiQuoted(name) : name;
  if (name.startsWith('%')) return { message: 'fg: no job control', status: 1 };
  if (!name.includes('/')) return { message: `${shown}: ${shell.isDash ? '' : 'command '}not found`, status: 127 };
  const kind = shell.fs.kind(resolvePath(shell.state.cwd, name), shell.netns);
  if (kind === undefined) return { message: `${name}: No such file or directory`, status: 127 };
  if (kind === 'directory') return { message: `${name}: Is a directory`, status: 126 };
  if (scriptPath(placeOf(shell), name) !== undefined) {
    return { message: `${name}: cannot execute: required file not found`, status: 127 };
  }
  return { message: `${name}: Permission denied`, status: 126 };
}
