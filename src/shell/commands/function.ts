import type { Function as FunctionNode } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { BudgetExhausted } from '../budget.ts';
import { Return } from '../control.ts';
import { execute } from '../interpreter.ts';
import type { Shell } from '../shell.ts';
import type { ShellFunction } from '../state.ts';
import { restoreTraps, runTrap, withholdTraps } from '../trap.ts';

/** `name() …`: remembers the body, and the text its offsets refer to. */
export function defineFunction(shell: Shell, node: FunctionNode): number {
  const name = node.name.value;
  shell.state.functions.set(name, { name, body: node.body, source: shell.source });
  return 0;
}

/** Calls a function: positional parameters of its own, a scope for `local`, `return` (bash manual, "Shell Functions"). */
export function* callFunction(shell: Shell, called: ShellFunction, argv: readonly string[]): Running {
  const { state, source, loops, position, calls } = shell;
  const { positional } = state;
  const { getopts, outerOptions } = state;
  state.outerOptions = undefined;
  try {
    shell.session.budget.enter();
  } catch (thrown) {
    throw named(shell, called, thrown);
  }
  const file = called.source.file ?? 'environment';
  shell.calls = [...calls, { kind: 'function', name: called.name, file, line: shell.line }];
  shell.source = called.source;
  shell.loops = 0;
  shell.returnable += 1;
  state.positional = argv.slice(1);
  state.getopts = { index: 1, within: 0 };
  state.variables.push();
  const withheld = withholdTraps(shell);
  try {
    if (state.traps.has('DEBUG') && !shell.trapping) yield* runTrap(shell, 'DEBUG');
    const status = yield* untilReturn(shell, called);
    if (state.traps.has('RETURN') && !shell.trapping) yield* runTrap(shell, 'RETURN');
    return status;
  } finally {
    restoreTraps(shell, withheld);
    state.variables.pop();
    state.positional = positional;
    state.getopts = getopts;
    if (state.outerOptions !== undefined) state.options = new Set(state.outerOptions);
    state.outerOptions = outerOptions;
    shell.returnable -= 1;
    shell.loops = loops;
    shell.position = position;
    shell.source = source;
    shell.calls = calls;
    shell.session.budget.leave();
  }
}

function* untilReturn(shell: Shell, called: ShellFunction): Running {
  try {
    return yield* execute(shell, called.body);
  } catch (thrown) {
    if (thrown instanceof Return) {
      shell.state.status = thrown.status;
      return thrown.status;
    }
    throw named(shell, called, thrown);
  }
}

/** Puts the function's name to an exhausted budget that no loop has put its own to. */
function named(shell: Shell, called: ShellFunction, thrown: unknown): unknown {
  if (thrown instanceof BudgetExhausted) {
    const { body } = called;
    thrown.blame(`${called.name}()`, called.source.origin(body.pos, body.end) ?? shell.source.whole, false);
  }
  return thrown;
}
