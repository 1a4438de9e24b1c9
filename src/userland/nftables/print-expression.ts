import { FIELDS, SHOWN_BARE } from '../../grammar/nftables/fields.ts';
import type { Expression } from '../../kernel/netfilter/nft/expression.ts';
import type { Data, Interval, NftElement, NftSet, Value } from '../../kernel/netfilter/nft/set.ts';
import type { Verdict } from '../../kernel/netfilter/nft/statement.ts';
import type { Family } from '../../kernel/netfilter/requests.ts';
import type { Process } from '../process.ts';
import { sortElements } from './merge.ts';
import { printStatement } from './print-statement.ts';
import { formatTime } from './time.ts';
import { bitsOf, type DataType, printValue, type Style, typeOf } from './types.ts';

/** How a listing looks. */
export interface Layout {
  readonly style: Style;
  /** `-s`: without what was counted. */
  readonly stateless: boolean;
  /** `-t`: without elements of sets. */
  readonly terse: boolean;
  readonly process: Process;
  /** The family of the table that is listed. */
  readonly family: Family;
}

/** The type of an expression's (first) value. */
export function typeOfExpression(expression: Expression): DataType {
  switch (expression.kind) {
    case 'field':
      if (FIELDS.has(expression.name)) return typeOf(FIELDS.get(expression.name)!.type);
      return typeOf(expression.name.startsWith('tcp option') ? 'boolean' : 'integer');
    case 'raw':
      return typeOf('raw');
    case 'fib':
      if (expression.present) return typeOf('boolean');
      return typeOf(
        expression.result === 'type' ? 'fib_addrtype' : expression.result === 'oif' ? 'iface_index' : 'ifname',
      );
    case 'bitwise':
      return typeOfExpression(expression.of);
    case 'concat':
      return typeOfExpression(expression.parts[0]!);
    case 'map':
      return typeOf(expression.set.description.dataTypes?.[0] ?? 'integer');
    default:
      return typeOf('integer');
  }
}

/** The types of an expression's dimensions. */
export function typesOfExpression(expression: Expression): DataType[] {
  return expression.kind === 'concat' ? expression.parts.map(typeOfExpression) : [typeOfExpression(expression)];
}

/** Writes an expression; constants in it are of the type. */
export function printExpression(
  expression: Expression,
  layout: Layout,
  type: DataType = typeOfExpression(expression),
): string {
  switch (expression.kind) {
    case 'value':
      return printValue(type, expression.value, layout.style, layout.process);
    case 'field':
      return fieldName(expression, layout);
    case 'raw':
      return `@${expression.base},${expression.offset},${expression.bits}`;
    case 'fib':
      return `fib ${keysOfFib(expression.keys).join(' . ')} ${expression.result}`;
    case 'bitwise':
      return `${printExpression(expression.of, layout)} ${expression.op} ${printOperand(expression.by, layout, type)}`;
    case 'concat':
      return expression.parts.map((part) => printExpression(part, layout)).join(' . ');
    case 'map': {
      const { key, set } = expression;
      return `${printExpression(key, layout)} map ${printSetOf(set, typesOfExpression(key), layout)}`;
    }
    case 'numgen':
      return `numgen ${expression.mode} mod ${expression.modulus}${offset(expression.offset)}`;
    case 'hash': {
      const { of, modulus, seed } = expression;
      const seeded = seed === 0 ? '' : ` seed 0x${seed.toString(16)}`;
      if (of === undefined) return `symhash mod ${modulus}${offset(expression.offset)}`;
      return `jhash ${printExpression(of, layout)} mod ${modulus}${seeded}${offset(expression.offset)}`;
    }
  }
}

/** What bits are combined with: several bits stand in parentheses. */
function printOperand(operand: Expression, layout: Layout, type: DataType): string {
  const text = printExpression(operand, layout, type);
  return text.includes(' | ') ? `(${text})` : text;
}

/** What `fib` looks up, in the order of the kernel's flags (NFTA_FIB_F_*). */
export function keysOfFib(keys: readonly string[]): string[] {
  return ['saddr', 'daddr', 'mark', 'iif', 'oif'].filter((key) => keys.includes(key));
}

function offset(number: number): string {
  return number === 0 ? '' : ` offset ${number}`;
}

function fieldName({ name, direction }: Extract<Expression, { kind: 'field' }>, { family }: Layout): string {
  const [header, ...rest] = name.split(' ');
  // An address of the table's family, or of IPv4, is told with its family.
  if (name === 'ct saddr' || name === 'ct daddr') rest.unshift(family === 'ip6' ? 'ip6' : 'ip');
  // The protocol is the same in both directions.
  if (name === 'ct protocol' || name === 'ct l3proto') return name;
  if (header === 'ct' && direction !== undefined) return `ct ${direction} ${rest.join(' ')}`;
  return header === 'meta' && SHOWN_BARE.has(rest[0]!) ? rest[0]! : name;
}

/** A set by its name, or with its elements. */
export function printSetOf(set: NftSet, types: readonly DataType[], layout: Layout): string {
  if (!set.anonymous) return `@${set.name}`;
  const dataTypes = (set.description.dataTypes ?? []).map(typeOf);
  const elements = sortElements(set.elements).map((element) => printElement(element, types, dataTypes, layout));
  return `{ ${elements.join(', ')} }`;
}

/** An element with all that belongs to it. */
export function printElement(
  { key, data, comment, timeout, expires, statements }: NftElement,
  types: readonly DataType[],
  dataTypes: readonly DataType[],
  layout: Layout,
): string {
  let text =
    key === undefined ? '*' : key.map((each, i) => printInterval(each, types[i] ?? types[0]!, layout)).join(' . ');
  for (const statement of statements) text += ` ${printStatement(statement, layout)}`;
  if (timeout !== undefined) text += ` timeout ${formatTime(timeout, layout.style)}`;
  if (expires !== undefined && !layout.stateless) {
    const left = expires - layout.process.system.kernel.now;
    text += ` expires ${formatTime(left, layout.style)}`;
  }
  if (comment !== undefined) text += ` comment "${comment}"`;
  return data === undefined ? text : `${text} : ${printData(data, dataTypes, layout)}`;
}

function printData(data: Data, types: readonly DataType[], layout: Layout): string {
  if ('verdict' in data) return printVerdict(data.verdict);
  return data.values
    .map((value, i) => {
      const end = data.ends?.[i] ?? value;
      return printInterval({ low: value, high: end }, types[i] ?? types[0]!, layout);
    })
    .join(' . ');
}

/** A verdict. */
export function printVerdict(verdict: Verdict): string {
  return 'chain' in verdict ? `${verdict.kind} ${verdict.chain.name}` : verdict.kind;
}

/** An interval as one writes it: a value, a prefix where it is one, or a range. */
export function printInterval(
  { low, high, prefix }: Interval,
  type: DataType,
  { style, process }: Layout,
  written?: 'range' | 'prefix',
): string {
  // Of ports in a range no service has the name.
  const own = low === high ? style : { ...style, services: false };
  const print = (value: Value) => printValue(type, value, own, process);
  if (prefix === true) return `"${low}*"`;
  if (low === high && written !== 'range') return print(low);
  const length = written === 'range' ? undefined : prefixLength(low, high, type);
  return length === undefined ? `${print(low)}-${print(high)}` : `${print(low)}/${length}`;
}

/**
 * What a listing shows of the interval that something is compared with. Of a network of whole bytes the kernel compares only
 * these, which nft 1.0.6 takes for a small number where the address of a connection was written without its family.
 */
export function shownInterval(left: Expression, interval: Interval, written: 'range' | 'prefix'): Interval {
  const isOpen = left.kind === 'field' && (left.name === 'ct saddr' || left.name === 'ct daddr');
  if (!isOpen || written !== 'prefix' || typeof interval.low !== 'number') return interval;
  const length = prefixLength(interval.low, interval.high, typeOfExpression(left));
  if (length === undefined || length === 0 || length % 8 !== 0) return interval;
  const low = interval.low >>> (32 - length);
  return { low, high: low };
}

/** The length of the prefix that an interval of addresses is; undefined where it is none. */
export function prefixLength(low: Value, high: Value, type: DataType): number | undefined {
  if (!['ipv4_addr', 'ipv6_addr', 'mark'].includes(type.name)) return undefined;
  const host = BigInt(low) ^ BigInt(high);
  if ((host & (host + 1n)) !== 0n || (BigInt(low) & host) !== 0n) return undefined;
  return type.bits - (host === 0n ? 0 : host.toString(2).length);
}

/** Bits joined by commas. */
export function printBits(mask: number, type: DataType, { style, process }: Layout): string {
  return mask === 0
    ? '0x0'
    : bitsOf(mask)
        .map((bit) => type.print(bit, style, process))
        .join(',');
}
