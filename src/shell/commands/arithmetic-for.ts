import type { ArithmeticExpression, ArithmeticFor } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { ExpansionFailed } from '../control.ts';
import { reportFailure } from '../errexit.ts';
import { evaluateArithmetic, isTrue } from '../expand/arithmetic/evaluate.ts';
import { expandArithmetic } from '../expand/arithmetic-text.ts';
import type { Expanding } from '../expand/word.ts';
import type { Shell } from '../shell.ts';
import { announce } from '../trap.ts';
import { trace } from '../xtrace.ts';
import { inLoop, turn } from './loop.ts';

/** `for ((first; while; after)); do … done`. */
export function* executeArithmeticFor(shell: Shell, node: ArithmeticFor): Running {
  return yield* inLoop(shell, { pos: node.pos, end: node.body.pos }, true, turns(shell, node));
}

/** An error in one of the three expressions only ends the loop. */
function* turns(shell: Shell, node: ArithmeticFor): Running {
  try {
    return yield* allTurns(shell, node);
  } catch (thrown) {
    if (!(thrown instanceof OwnFailure)) throw thrown;
    reportFailure(shell, thrown.failure);
    return 1;
  }
}

/** An expression of the loop itself, not one of its body, has failed. */
class OwnFailure {
  constructor(readonly failure: ExpansionFailed) {}
}

function* allTurns(shell: Shell, node: ArithmeticFor): Running {
  let status = 0;
  yield* evaluate(shell, node, node.initialize);
  while (yield* evaluate(shell, node, node.test)) {
    const done = yield* turn(shell, node.body);
    status = done.status;
    if (done.leave) break;
    yield* evaluate(shell, node, node.update);
  }
  return status;
}

/** An absent expression counts as true. */
function* evaluate(
  shell: Shell,
  node: ArithmeticFor,
  expression: ArithmeticExpression | undefined,
): Expanding<boolean> {
  shell.position = node.pos;
  const written = expression === undefined ? '1' : shell.source.text.slice(expression.pos, expression.end);
  const { pos, end } = expression ?? node;
  yield* announce(shell, { type: 'ArithmeticCommand', pos, end, body: written, expression });
  if (expression === undefined) return true;
  const text = yield* expandArithmetic(shell, written, expression.pos);
  if (shell.option('xtrace')) yield* trace(shell, `(( ${text} ))`);
  try {
    return isTrue(evaluateArithmetic(shell, text, '(('));
  } catch (thrown) {
    throw thrown instanceof ExpansionFailed && !thrown.fatal ? new OwnFailure(thrown) : thrown;
  }
}
