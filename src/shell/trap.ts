import type { Wait } from '../userland/process.ts';
import type { Traced } from './command-text.ts';
import { parseProgram } from './parse.ts';
import { runProgram } from './program.ts';
import type { Shell } from './shell.ts';
import { Source } from './source.ts';
import type { Trap } from './state.ts';

/** Runs what `trap` was told for a signal, EXIT, ERR, DEBUG or RETURN. `$?` is afterwards what it was before. */
export function* runTrap(shell: Shell, name: string): Generator<Wait, void, void> {
  const trap = shell.state.traps.get(name);
  if (trap === undefined || trap.text === '') return;
  const { source, trapping } = shell;
  const { status } = shell.state;
  const line = name === 'EXIT' ? 1 : shell.line;
  shell.trapping = true;
  shell.source = new Source(trap.text, trap.base, trap.origin, line, source.prefix, source.file);
  const { position } = shell;
  try {
    yield* runProgram(shell, parseProgram(trap.text));
  } finally {
    shell.source = source;
    shell.position = position;
    shell.trapping = trapping;
  }
  shell.state.status = status;
}

/** Notes the command that is about to run (`BASH_COMMAND`), and runs the DEBUG trap. */
export function* announce(shell: Shell, node: Traced): Generator<Wait, void, void> {
  if (shell.trapping) return;
  if (shell.announced === node) {
    shell.announced = undefined;
    return;
  }
  shell.running = { node, source: shell.source };
  if (shell.state.traps.has('DEBUG')) yield* runTrap(shell, 'DEBUG');
}

/** Runs the traps of the signals that came while a command ran. */
export function* runPending(shell: Shell): Generator<Wait, void, void> {
  for (let name = shell.pending.shift(); name !== undefined; name = shell.pending.shift()) yield* runTrap(shell, name);
}

/** The traps that a function does not have from its caller, unless the option says so (bash manual, `set -E`, `set -T`). */
const CALLERS = [
  ['DEBUG', 'functrace'],
  ['RETURN', 'functrace'],
  ['ERR', 'errtrace'],
] as const;

/** Puts the caller's traps away; answers them for `restoreTraps`. */
export function withholdTraps(shell: Shell): readonly (readonly [string, Trap])[] {
  const { traps } = shell.state;
  if (traps.size === 0) return [];
  const withheld: (readonly [string, Trap])[] = [];
  for (const [name, option] of CALLERS) {
    const trap = traps.get(name);
    if (trap === undefined || shell.option(option)) continue;
    withheld.push([name, trap]);
    traps.delete(name);
  }
  return withheld;
}

/** Puts back what was withheld, where the function has set no trap of its own. */
export function restoreTraps(shell: Shell, withheld: readonly (readonly [string, Trap])[]): void {
  const { traps } = shell.state;
  for (const [name, trap] of withheld) if (!traps.has(name)) traps.set(name, trap);
}

/** What a subshell keeps of the traps: signals to be ignored, and what functions would have too. */
export function inheritedTraps(shell: Shell): Map<string, Trap> {
  const kept = new Map<string, Trap>();
  for (const [name, trap] of shell.state.traps) {
    const option = CALLERS.find(([each]) => each === name)?.[1];
    if (option === undefined ? trap.text === '' : shell.option(option)) kept.set(name, trap);
  }
  return kept;
}

/** True while a trap is set: bash stays then, where a program could take its place. */
export function isTrapping({ state }: Shell): boolean {
  return [...state.traps.values()].some(({ text }) => text !== '');
}
