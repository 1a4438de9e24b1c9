import type { HookContext } from '../context.ts';
import { type FibKey, type FibResult, lookUpFib } from './fields/fib.ts';
import { readField } from './fields/index.ts';
import { type RawPayload, readRaw } from './fields/raw.ts';
import { hashOf, type NumgenState, nextNumber } from './generate.ts';
import { type Key, lookUp, type NftSet, type Value } from './set.ts';

/** What a register may be loaded with: an expression of nft, as plain data. */
export type Expression =
  | { readonly kind: 'value'; readonly value: Value }
  /** A field of the packet, its meta data or its connection: `ip saddr`, `meta mark`, `ct state`. */
  | { readonly kind: 'field'; readonly name: string; readonly direction?: 'original' | 'reply' }
  /** Bits that have no name. */
  | ({ readonly kind: 'raw' } & RawPayload)
  /** A lookup in the routing tables; `present`: only whether it finds something. */
  | { readonly kind: 'fib'; readonly keys: readonly FibKey[]; readonly result: FibResult; readonly present?: boolean }
  | { readonly kind: 'bitwise'; readonly of: Expression; readonly op: BitOperator; readonly by: Expression }
  | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
  | { readonly kind: 'map'; readonly key: Expression; readonly set: NftSet }
  | ({
      readonly kind: 'numgen';
      readonly mode: 'inc' | 'random';
      readonly modulus: number;
      readonly offset: number;
    } & NumgenState)
  | {
      readonly kind: 'hash';
      /** What is hashed; without it the packet's addresses and ports (symhash). */
      readonly of?: Expression;
      readonly modulus: number;
      readonly seed: number;
      readonly offset: number;
    };

/** Operators on bits; a shift is by a number of bits. */
export type BitOperator = '&' | '|' | '^' | '<<' | '>>';

/** Expressions with one value a dimension; undefined where the packet has no such thing, which ends a rule (NFT_BREAK). */
export function evaluate(expression: Expression, context: HookContext): Key | undefined {
  if (expression.kind === 'concat') {
    const key: Value[] = [];
    for (const part of expression.parts) {
      const value = evaluate(part, context);
      if (value === undefined) return undefined;
      key.push(...value);
    }
    return key;
  }
  if (expression.kind === 'map') {
    const key = evaluate(expression.key, context);
    const data = key === undefined ? undefined : lookUp(expression.set, key, context.netns.kernel.now)?.data;
    return data !== undefined && 'values' in data ? data.values : undefined;
  }
  const value = evaluateOne(expression, context);
  return value === undefined ? undefined : [value];
}

function evaluateOne(
  expression: Exclude<Expression, { kind: 'concat' | 'map' }>,
  context: HookContext,
): Value | undefined {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'field':
      return readField(expression.name, context, expression.direction);
    case 'raw':
      return readRaw(expression, context);
    case 'fib':
      return fibOf(expression, context);
    case 'bitwise': {
      const of = evaluate(expression.of, context)?.[0];
      const by = evaluate(expression.by, context)?.[0];
      return of === undefined || by === undefined ? undefined : combine(of, expression.op, by);
    }
    case 'numgen':
      return nextNumber(expression, context.netns);
    case 'hash': {
      const of = expression.of === undefined ? [] : evaluate(expression.of, context);
      return of === undefined ? undefined : hashOf(of, expression, context);
    }
  }
}

/** Of a lookup its result, or only whether there is one (NFTA_FIB_F_PRESENT). */
function fibOf(
  { keys, result, present }: Extract<Expression, { kind: 'fib' }>,
  context: HookContext,
): Value | undefined {
  const found = lookUpFib(keys, result, context);
  if (present !== true) return found;
  return found === 0 || found === '' ? 0 : 1;
}

/** Combines two numbers; addresses of IPv6 are bigints, everything else has at most 48 bits. */
export function combine(of: Value, op: BitOperator, by: Value): Value {
  if (typeof of === 'string' || typeof by === 'string') return of;
  const isBig = typeof of === 'bigint' || typeof by === 'bigint';
  const [a, b] = [BigInt(of), BigInt(by)];
  const result = { '&': a & b, '|': a | b, '^': a ^ b, '<<': a << b, '>>': a >> b }[op];
  return isBig ? result : Number(result);
}
