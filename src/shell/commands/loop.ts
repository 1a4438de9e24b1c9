import type { CompoundList } from 'unbash';
import type { Running, Wait } from '../../userland/process.ts';
import { BudgetExhausted } from '../budget.ts';
import { LoopExit } from '../control.ts';
import { execute } from '../interpreter.ts';
import type { Shell } from '../shell.ts';

/** How a turn of a loop ended: `break` leaves the loop. */
export interface Turn {
  readonly status: number;
  readonly leave: boolean;
}

/** Runs the body of a loop once. `break` and `continue` for an outer loop pass through. */
export function* turn(shell: Shell, body: CompoundList): Generator<Wait, Turn, void> {
  shell.session.budget.spend();
  try {
    return { status: yield* execute(shell, body), leave: false };
  } catch (thrown) {
    if (!(thrown instanceof LoopExit)) throw thrown;
    thrown.levels -= 1;
    if (thrown.levels > 0) throw thrown;
    return { status: 0, leave: thrown.kind === 'break' };
  }
}

/** Runs a loop: counts it as one for `break`, and names it when the budget runs out in it. */
export function* inLoop(
  shell: Shell,
  header: { readonly pos: number; readonly end: number },
  endless: boolean,
  body: Running,
): Running {
  shell.loops += 1;
  try {
    return yield* body;
  } catch (thrown) {
    if (thrown instanceof BudgetExhausted) {
      const text = shell.source.text
        .slice(header.pos, header.end)
        .trim()
        .replace(/[;\s]+$/, '');
      thrown.blame(text, shell.source.origin(header.pos, header.pos + text.length), endless);
    }
    throw thrown;
  } finally {
    shell.loops -= 1;
  }
}
