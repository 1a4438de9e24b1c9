import type { Program } from '../process.ts';
import { evaluateTest, TestError } from './test.ts';
import { fileTest, testBinary } from './test-conditions.ts';

/** test(1), also called `[`. */
export const test: Program = ({ argv, cwd, system, netns, stderr }) => {
  const name = argv[0] as string;
  const words = argv.slice(1);
  if (name.endsWith('[') && words.pop() !== ']') {
    stderr.write(`${name}: missing ']'\n`);
    return 2;
  }
  try {
    return evaluateTest(words, {
      unary: (operator, operand) => {
        if (operator === '-n') return operand !== '';
        return operator === '-z' ? operand === '' : fileTest(operator, operand, cwd, system.fs, netns);
      },
      binary: (left, operator, right, number) => testBinary(left, operator, right, number, cwd, system.fs, netns),
    })
      ? 0
      : 1;
  } catch (thrown) {
    if (!(thrown instanceof TestError)) throw thrown;
    stderr.write(`${name}: ${thrown.message}\n`);
    return 2;
  }
};
