import type { HookContext } from '../context.ts';
import { evaluate } from './expression.ts';
import { lookUp, type Value, within } from './set.ts';
import type { Comparison, Statement } from './statement.ts';

/** Whether a packet passes a test (nft_cmp_eval, nft_range_eval, nft_lookup_eval); never where it has nothing to be tested. */
export function passesTest({ left, op, right }: Extract<Statement, { kind: 'match' }>, context: HookContext): boolean {
  const key = evaluate(left, context);
  if (key === undefined) return false;
  const [value] = key;
  const wanted = op !== '!=';
  switch (right.kind) {
    case 'value':
      return compare(value!, op, right.value);
    case 'values':
      return right.values.every((each, i) => each === key[i]) === wanted;
    case 'interval':
      return within(right.interval, value!) === wanted;
    case 'bits':
      return ((Number(value) & right.mask) !== 0) === wanted;
    case 'set':
      return (lookUp(right.set, key, context.netns.kernel.now) !== undefined) === wanted;
  }
}

function compare(value: Value, op: Comparison, other: Value): boolean {
  switch (op) {
    case '==':
      return value === other;
    case '!=':
      return value !== other;
    case '<':
      return value < other;
    case '>':
      return value > other;
    case '<=':
      return value <= other;
    case '>=':
      return value >= other;
  }
}
