import type { Expression } from './expression.ts';

/** A fact that a packet must have or lack: what of it, and the value. */
interface Fact {
  readonly what: string;
  readonly value: number;
  readonly holds: boolean;
}

/** Cases beyond which nothing is said. */
const MOST_CASES = 256;
const ETHERTYPE_IP = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;

/**
 * True when no packet can pass, which libpcap's optimiser finds out: every way through the expression asks two different
 * values of the same field.
 */
export function isImpossible(expression: Expression): boolean {
  const cases = casesOf(expression, true);
  return cases?.every(contradicts) ?? false;
}

/** The ways in which an expression can hold (or fail), each a list of facts; undefined when there are too many. */
function casesOf(expression: Expression, holds: boolean): readonly (readonly Fact[])[] | undefined {
  switch (expression.kind) {
    case 'not':
      return casesOf(expression.of, !holds);
    case 'and':
    case 'or': {
      const left = casesOf(expression.left, holds);
      const right = casesOf(expression.right, holds);
      if (left === undefined || right === undefined) return undefined;
      if ((expression.kind === 'or') === holds) return [...left, ...right];
      if (left.length * right.length > MOST_CASES) return undefined;
      return left.flatMap((one) => right.map((other) => [...one, ...other]));
    }
    case 'constant':
      return expression.value === holds ? [[]] : [];
    case 'link':
      return [[{ what: 'link', value: expression.etherType, holds }]];
    case 'protocol':
      return protocolCases(ETHERTYPE_IP, 'protocol', expression.number, holds);
    case 'protocol6':
      return protocolCases(ETHERTYPE_IPV6, 'protocol6', expression.number, holds);
    case 'outbound':
      return [[{ what: 'outbound', value: 1, holds }]];
    case 'bytes':
      return [
        [{ what: `${expression.layer} ${expression.offset} ${expression.mask}`, value: expression.value, holds }],
      ];
    case 'port':
      if (expression.first !== expression.last) return [[]];
      return [[{ what: `port ${expression.offset}`, value: expression.first, holds }]];
    case 'relation':
      return relationCases(expression, holds);
    case 'vlan':
      // Behind a tag the fields are others.
      return undefined;
    default:
      return [[]];
  }
}

function protocolCases(etherType: number, what: string, number: number, holds: boolean): readonly (readonly Fact[])[] {
  const isIp: Fact = { what: 'link', value: etherType, holds: true };
  const carries: Fact = { what, value: number, holds };
  return holds ? [[isIp, carries]] : [[{ ...isIp, holds: false }], [isIp, carries]];
}

function relationCases(
  { operator, left, right }: Extract<Expression, { kind: 'relation' }>,
  holds: boolean,
): readonly (readonly Fact[])[] {
  if (operator !== '=' || right.kind !== 'number') return [[]];
  if (left.kind === 'number') return (left.value === right.value) === holds ? [[]] : [];
  if (left.kind !== 'load' || left.offset.kind !== 'number') return [[]];
  return [[{ what: `${left.layer} ${left.offset.value} of ${left.size}`, value: right.value, holds }]];
}

function contradicts(facts: readonly Fact[]): boolean {
  return facts.some((one, at) =>
    facts
      .slice(at + 1)
      .some(
        (other) =>
          one.what === other.what && (one.value === other.value ? one.holds !== other.holds : one.holds && other.holds),
      ),
  );
}
