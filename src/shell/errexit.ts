import type { Running } from '../userland/process.ts';
import { Exit, type ExpansionFailed } from './control.ts';
import type { Node } from './interpreter.ts';
import type { Shell } from './shell.ts';
import { runTrap } from './trap.ts';

/**
 * What a failed command brings about where the script does not look at the status itself: the ERR trap, and with
 * `set -e` the end of the shell (bash manual, "The Set Builtin").
 */
export function* checkStatus(
  shell: Shell,
  node: Node,
  status: number,
  pipeStatus: readonly number[] = [status],
): Running {
  shell.state.pipeStatus = pipeStatus;
  if (status === 0 || shell.tested > 0 || shell.inverted === node) return status;
  shell.state.status = status;
  if (!shell.trapping && shell.state.traps.has('ERR')) yield* runTrap(shell, 'ERR');
  if (shell.option('errexit')) throw new Exit(status);
  return status;
}

/** Prints why an expansion failed, once. A fatal failure ends the shell: with 127 in the string of `bash -c`. */
export function reportFailure(shell: Shell, failure: ExpansionFailed): void {
  if (!failure.reported) {
    failure.reported = true;
    if (failure.onlyDiscards) shell.complain(failure.message);
    else shell.failWith(failure.message);
    shell.state.status = 1;
  }
  if (failure.fatal) throw new Exit(shell.fromString ? 127 : 1);
}
