import type { Expression } from '../../kernel/netfilter/nft/expression.ts';

type Bitwise = Extract<Expression, { readonly kind: 'bitwise' }>;

/** What constants do to a number of 32 bits, as the kernel has it: `(x & mask) ^ xor`. */
interface Effect {
  readonly of: Expression;
  readonly mask: number;
  readonly xor: number;
}

/** Several operations with constants become the usual two: bits that are kept, and bits that are set or turned over. */
export function foldBits(expression: Bitwise): Expression {
  if (expression.of.kind !== 'bitwise') return expression;
  const effect = effectOf(expression);
  if (effect === undefined) return expression;
  const { of, mask, xor } = effect;
  const set = (xor & ~mask) >>> 0;
  const turned = (xor & mask) >>> 0;
  let folded = of;
  if ((mask | set) >>> 0 !== 0xffffffff)
    folded = { kind: 'bitwise', of: folded, op: '&', by: constant((mask | set) >>> 0) };
  if (turned !== 0) folded = { kind: 'bitwise', of: folded, op: '^', by: constant(turned) };
  if (set !== 0) folded = { kind: 'bitwise', of: folded, op: '|', by: constant(set) };
  return folded;
}

function constant(value: number): Expression {
  return { kind: 'value', value };
}

function effectOf(expression: Expression): Effect | undefined {
  if (expression.kind !== 'bitwise') return { of: expression, mask: 0xffffffff, xor: 0 };
  const { op, by } = expression;
  const before = effectOf(expression.of);
  if (before === undefined || by.kind !== 'value' || typeof by.value !== 'number') return undefined;
  const { of, mask, xor } = before;
  const { value } = by;
  if (op === '&') return { of, mask: (mask & value) >>> 0, xor: (xor & value) >>> 0 };
  if (op === '|') return { of, mask: (mask & ~value) >>> 0, xor: ((xor & ~value) | value) >>> 0 };
  if (op === '^') return { of, mask, xor: (xor ^ value) >>> 0 };
  return undefined;
}
