import { ExpansionFailed } from '../control.ts';
import { reportFailure } from '../errexit.ts';
import { evaluateArithmetic, isTrue } from '../expand/arithmetic/evaluate.ts';
import type { Integer } from '../expand/arithmetic/integer.ts';
import { type Builtin, complain } from './builtin.ts';

/** `let expression …`: 0 when the last value is not 0. */
export const let_: Builtin = (shell, { argv }) => {
  if (argv.length === 1) {
    complain(shell, 'let', 'expression expected');
    return 1;
  }
  let value: Integer = 0;
  try {
    for (const word of argv.slice(1)) value = evaluateArithmetic(shell, word, 'let');
  } catch (thrown) {
    if (!(thrown instanceof ExpansionFailed) || thrown.fatal) throw thrown;
    reportFailure(shell, thrown);
    return 1;
  }
  return isTrue(value) ? 0 : 1;
};
