import type { Expression } from '../../../kernel/netfilter/nft/expression.ts';
import type { Data, NftElement, NftSet } from '../../../kernel/netfilter/nft/set.ts';
import type { Verdict } from '../../../kernel/netfilter/nft/statement.ts';
import { sortElements } from '../merge.ts';
import { keysOfFib, type Layout, typeOfExpression, typesOfExpression } from '../print-expression.ts';
import { type DataType, typeOf } from '../types.ts';
import type { Json } from './document.ts';
import { statementOf } from './statement.ts';
import { bitsAsList, constantOf, intervalOf } from './value.ts';

/** An expression; constants in it are of the type. */
export function expressionOf(
  expression: Expression,
  layout: Layout,
  type: DataType = typeOfExpression(expression),
): Json {
  switch (expression.kind) {
    case 'value':
      return constantOf(type, expression.value, layout);
    case 'field':
      return fieldOf(expression);
    case 'raw':
      return { payload: { base: expression.base, offset: expression.offset, len: expression.bits } };
    case 'fib': {
      const { result, keys } = expression;
      return { fib: { result, flags: keysOfFib(keys) } };
    }
    case 'bitwise': {
      const { of, op, by } = expression;
      const right =
        type.bitmask && by.kind === 'value'
          ? bitsAsList(type, Number(by.value), layout)
          : expressionOf(by, layout, op === '<<' || op === '>>' ? typeOf('integer') : type);
      return { [op]: [expressionOf(of, layout), right] };
    }
    case 'concat':
      return { concat: expression.parts.map((part) => expressionOf(part, layout)) };
    case 'map': {
      const { key, set } = expression;
      return { map: { key: expressionOf(key, layout), data: setOf(set, typesOfExpression(key), layout) } };
    }
    case 'numgen':
      return { numgen: { mode: expression.mode, mod: expression.modulus, offset: expression.offset } };
    case 'hash': {
      const { of, modulus: mod, seed, offset } = expression;
      const shift = offset === 0 ? undefined : offset;
      if (of === undefined) return { symhash: { mod, offset: shift } };
      return { jhash: { mod, seed: seed === 0 ? undefined : seed, offset: shift, expr: expressionOf(of, layout) } };
    }
  }
}

function fieldOf({ name, direction }: Extract<Expression, { kind: 'field' }>): Json {
  const [header = '', ...rest] = name.split(' ');
  const key = rest.join(' ');
  switch (header) {
    case 'meta':
    case 'rt':
      return { [header]: { key } };
    case 'ip':
      if (rest[0] === 'option') return { 'ip option': { name: rest[1]! } };
      break;
    case 'socket':
      return { socket: { key } };
    case 'ct':
      // The protocol is the same in both directions.
      return { ct: { key, dir: key === 'protocol' || key === 'l3proto' ? undefined : direction } };
    case 'tcp':
      if (rest[0] === 'option') return { 'tcp option': { name: rest[1]!, field: rest[2] } };
  }
  return { payload: { protocol: header, field: key } };
}

/** A set by its name, or with its elements. */
export function setOf(set: NftSet, types: readonly DataType[], layout: Layout): Json {
  return set.anonymous ? { set: elementsOf(set, types, layout) } : `@${set.name}`;
}

/** The elements of a set in the order of a listing. */
export function elementsOf(set: NftSet, types: readonly DataType[], layout: Layout): Json[] {
  const { now } = layout.process.system.kernel;
  const dataTypes = (set.description.dataTypes ?? []).map(typeOf);
  return sortElements(set.elements.filter(({ expires }) => expires === undefined || expires > now)).map((element) =>
    elementOf(element, types, dataTypes, layout),
  );
}

function elementOf(
  element: NftElement,
  types: readonly DataType[],
  dataTypes: readonly DataType[],
  layout: Layout,
): Json {
  const { key, data, comment, timeout, expires, statements } = element;
  const parts = key?.map((each, i) => intervalOf(each, types[i] ?? types[0]!, layout));
  const val: Json = parts === undefined ? '*' : parts.length > 1 ? { concat: parts } : parts[0]!;
  const more = {
    timeout: timeout === undefined ? undefined : Math.floor(timeout / 1_000_000),
    expires: expires === undefined ? undefined : Math.floor((expires - layout.process.system.kernel.now) / 1_000_000),
    comment,
    ...Object.assign({}, ...statements.map((each) => statementOf(each, layout))),
  };
  const isPlain = Object.values(more).every((each) => each === undefined);
  const shown: Json = isPlain ? val : { elem: { val, ...more } };
  return data === undefined ? shown : [shown, dataOf(data, dataTypes, layout)];
}

function dataOf(data: Data, types: readonly DataType[], layout: Layout): Json {
  if ('verdict' in data) return verdictOf(data.verdict);
  const values = data.values.map((low, i) =>
    intervalOf({ low, high: data.ends?.[i] ?? low }, types[i] ?? types[0]!, layout),
  );
  return values.length > 1 ? { concat: values } : values[0]!;
}

/** A verdict. */
export function verdictOf(verdict: Verdict): Json {
  return { [verdict.kind]: 'chain' in verdict ? { target: verdict.chain.name } : null };
}
