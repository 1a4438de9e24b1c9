import { evaluateTest, TestError } from '../../userland/coreutils/test.ts';
import { testBinary, testUnary } from '../conditions.ts';
import { type Builtin, complain } from './builtin.ts';

/** `test expression`, `[ expression ]`. */
export const test: Builtin = (shell, { argv }) => {
  const name = argv[0] as string;
  const words = argv.slice(1);
  if (name === '[' && words.pop() !== ']') {
    complain(shell, name, "missing `]'");
    return 2;
  }
  try {
    const holds = evaluateTest(words, {
      unary: (operator, operand) => testUnary(shell, operator, operand),
      binary: (left, operator, right, number) => testBinary(shell, left, operator, right, number),
    });
    return holds ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof TestError)) throw thrown;
    complain(shell, name, thrown.message);
    return 2;
  }
};
