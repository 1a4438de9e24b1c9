import type { ArithmeticCommand } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { ExpansionFailed } from '../control.ts';
import { reportFailure } from '../errexit.ts';
import { evaluateArithmetic, isTrue } from '../expand/arithmetic/evaluate.ts';
import { expandArithmetic } from '../expand/arithmetic-text.ts';
import type { Shell } from '../shell.ts';
import { announce } from '../trap.ts';
import { trace } from '../xtrace.ts';

/** `((expression))`: 0 when the value is not 0. */
export function* executeArithmetic(shell: Shell, node: ArithmeticCommand): Running {
  yield* announce(shell, node);
  const start = shell.source.text.indexOf('((', node.pos) + 2;
  const text = yield* expandArithmetic(shell, node.body, start);
  if (shell.option('xtrace')) yield* trace(shell, `(( ${text} ))`);
  try {
    return isTrue(evaluateArithmetic(shell, text, '((')) ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof ExpansionFailed) || thrown.fatal) throw thrown;
    // An error here is only a failed command.
    reportFailure(shell, thrown);
    return 1;
  }
}
