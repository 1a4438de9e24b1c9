import type { Running } from '../../userland/process.ts';
import { execute, type Node } from '../interpreter.ts';
import type { Shell } from '../shell.ts';

/** Runs a command whose status the script looks at: errexit and the ERR trap are off in all of it. */
export function* tested(shell: Shell, node: Node): Running {
  shell.tested += 1;
  try {
    return yield* execute(shell, node);
  } finally {
    shell.tested -= 1;
  }
}
