import type { Wait } from '../userland/process.ts';
import { parseProgram } from './parse.ts';
import { runProgram } from './program.ts';
import type { Shell } from './shell.ts';
import { Source } from './source.ts';

/** Runs what `trap` was told for a signal, EXIT or ERR. `$?` is afterwards what it was before. */
export function* runTrap(shell: Shell, name: string): Generator<Wait, void, void> {
  const trap = shell.state.traps.get(name);
  if (trap === undefined || trap.text === '') return;
  const { source, trapping } = shell;
  const { status } = shell.state;
  const line = name === 'EXIT' ? 1 : shell.line;
  shell.trapping = true;
  shell.source = new Source(trap.text, trap.base, trap.origin, line, source.prefix);
  try {
    yield* runProgram(shell, parseProgram(trap.text));
  } finally {
    shell.source = source;
    shell.trapping = trapping;
  }
  shell.state.status = status;
}
