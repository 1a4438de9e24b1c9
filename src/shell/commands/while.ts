import type { While } from 'unbash';
import type { Running, Wait } from '../../userland/process.ts';
import { LoopExit } from '../control.ts';
import type { Shell } from '../shell.ts';
import { inLoop, turn } from './loop.ts';
import { tested } from './tested.ts';

/** `while` and `until`. */
export function* executeWhile(shell: Shell, node: While): Running {
  return yield* inLoop(shell, { pos: node.pos, end: node.clause.end }, true, turns(shell, node));
}

function* turns(shell: Shell, node: While): Running {
  let status = 0;
  for (;;) {
    const goesOn = yield* condition(shell, node);
    if (goesOn === 'leave') return status;
    if (goesOn === 'again') continue;
    const done = yield* turn(shell, node.body);
    status = done.status;
    if (done.leave) return status;
  }
}

/** The condition may itself hold a `break` or `continue` for this loop. */
function* condition(shell: Shell, node: While): Generator<Wait, 'body' | 'leave' | 'again', void> {
  shell.session.budget.spend();
  try {
    const holds = (yield* tested(shell, node.clause)) === 0;
    return holds === (node.kind === 'while') ? 'body' : 'leave';
  } catch (thrown) {
    if (!(thrown instanceof LoopExit)) throw thrown;
    thrown.levels -= 1;
    if (thrown.levels > 0) throw thrown;
    return thrown.kind === 'break' ? 'leave' : 'again';
  }
}
