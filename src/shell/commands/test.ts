import type { TestCommand, TestExpression, Word } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { testBinary, testUnary } from '../conditions.ts';
import { ExpansionFailed } from '../control.ts';
import { reportFailure } from '../errexit.ts';
import { evaluateArithmetic } from '../expand/arithmetic/evaluate.ts';
import { matchesPattern } from '../expand/pattern.ts';
import { type Expanding, expandPattern, expandText } from '../expand/word.ts';
import { BadRegex, matchRegex, quoteRegex } from '../regex.ts';
import type { Shell } from '../shell.ts';
import { announce } from '../trap.ts';
import { trace } from '../xtrace.ts';

/** `[[ expression ]]` (bash manual, "Conditional Constructs"). */
export function* executeTest(shell: Shell, node: TestCommand): Running {
  yield* announce(shell, node);
  try {
    return (yield* holds(shell, node.expression)) ? 0 : 1;
  } catch (thrown) {
    if (thrown instanceof BadRegex) return 2;
    if (!(thrown instanceof ExpansionFailed) || thrown.fatal) throw thrown;
    // An arithmetic error here is only a failed test.
    if (!thrown.message.startsWith('[[: ')) throw thrown;
    reportFailure(shell, thrown);
    return 1;
  }
}

/** `sign` is the `! ` in front of it, for the trace. */
function* holds(shell: Shell, node: TestExpression, sign = ''): Expanding<boolean> {
  switch (node.type) {
    case 'TestLogical':
      for (const operand of node.operands) {
        const value = yield* holds(shell, operand);
        if (value === (node.operator === '||')) return value;
      }
      return node.operator === '&&';
    case 'TestNot': {
      const value = yield* holds(shell, node.operand, node.negations.length % 2 === 0 ? '' : '! ');
      return value === (node.negations.length % 2 === 0);
    }
    case 'TestGroup':
      return yield* holds(shell, node.expression);
    case 'TestUnary':
      return yield* unary(shell, node.operator, node.operand, sign);
    case 'TestBinary':
      return yield* binary(shell, node.operator, node.left, node.right, sign);
  }
}

function* unary(shell: Shell, operator: string, operand: Word, sign: string): Expanding<boolean> {
  const text = yield* expandText(shell, operand);
  if (shell.option('xtrace')) yield* trace(shell, `[[ ${sign}${operator} ${shown(text)} ]]`);
  return testUnary(shell, operator, text) ?? false;
}

function* binary(shell: Shell, operator: string, leftWord: Word, rightWord: Word, sign: string): Expanding<boolean> {
  const left = yield* expandText(shell, leftWord, 'condition');
  const isRegex = operator === '=~';
  const isPattern = operator === '==' || operator === '=' || operator === '!=';
  const right = isRegex
    ? yield* expandPattern(shell, rightWord, quoteRegex)
    : isPattern
      ? // What was quoted in a pattern is shown with a backslash before each character.
        yield* expandPattern(shell, rightWord, shell.option('xtrace') ? quoteEach : undefined)
      : yield* expandText(shell, rightWord);
  if (shell.option('xtrace')) yield* trace(shell, `[[ ${sign}${shown(left)} ${operator} ${shown(right)} ]]`);
  if (isRegex) return matchRegex(shell, left, right);
  if (isPattern) {
    const matches = matchesPattern(left, right, { ignoreCase: shell.state.shopts.has('nocasematch') });
    return matches === (operator !== '!=');
  }
  return compared(shell, left, operator, right);
}

/** An error in the arithmetic of a comparison is only one that does not hold. */
function compared(shell: Shell, left: string, operator: string, right: string): boolean {
  try {
    return testBinary(shell, left, operator, right, (text) => evaluateArithmetic(shell, text, '[[')) ?? false;
  } catch (thrown) {
    if (!(thrown instanceof ExpansionFailed) || thrown.fatal || !thrown.message.startsWith('[[: ')) throw thrown;
    reportFailure(shell, thrown);
    return false;
  }
}

function quoteEach(text: string): string {
  return text.replace(/[\s\S]/gu, '\\$&');
}

function shown(text: string): string {
  return text === '' ? "''" : text;
}
