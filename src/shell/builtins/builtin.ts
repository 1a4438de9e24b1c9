import type { Assignment } from 'unbash';
import { errorText } from '../../userland/file-system/error.ts';
import type { Origin, Running } from '../../userland/process.ts';
import { ReadonlyVariable } from '../control.ts';
import type { Shell } from '../shell.ts';

/** A builtin's words. */
export interface Call {
  readonly argv: readonly string[];
  readonly origins: readonly (Origin | undefined)[];
  /** For `declare` and its kin: which words were written as assignments. */
  readonly declared: ReadonlyMap<number, Assignment> | undefined;
}

/** A command that runs inside the shell (bash manual, "Shell Builtin Commands"). */
export type Builtin = (shell: Shell, call: Call) => number | Running;

/** Prints an error with the builtin's name. */
export function complain(shell: Shell, name: string, message: string): void {
  shell.complain(`${name}: ${message}`);
}

/** Prints an error with the builtin's name and blames one of its words. Answers `status`. */
export function refuse(shell: Shell, call: Call, index: number, message: string, status = 1): number {
  complain(shell, call.argv[0] as string, message);
  if (shell.command !== undefined) shell.session.observer.blame(shell.command, index, call.origins[index]);
  return status;
}

/** Runs what `eval`, `source` or `command` has to: with `set -e` too, errors end nothing there where the script looks at the status. */
export function* forgiving(shell: Shell, running: Running): Running {
  const { isForgiving } = shell;
  shell.isForgiving ||= shell.tested > 0;
  try {
    return yield* running;
  } finally {
    shell.isForgiving = isForgiving;
  }
}

/** Stores what a builtin has found; a variable that must not change is complained of. False then. */
export function stores(shell: Shell, store: () => void): boolean {
  try {
    store();
    return true;
  } catch (thrown) {
    if (!(thrown instanceof ReadonlyVariable)) throw thrown;
    shell.failWith(thrown.message);
    return false;
  }
}

/** Writes to standard output; answers the exit status. */
export function print(shell: Shell, name: string, text: string): number {
  const written = shell.put(1, text);
  if (written.ok) return 0;
  complain(shell, name, `write error: ${errorText(written.error.errno)}`);
  return 1;
}

/** Prints that an option does not exist, and how the builtin is used. Answers 2. */
export function invalidOption(shell: Shell, name: string, option: string, usage: string): number {
  complain(shell, name, `${option}: invalid option`);
  shell.put(2, `${name}: usage: ${usage}\n`);
  return 2;
}
