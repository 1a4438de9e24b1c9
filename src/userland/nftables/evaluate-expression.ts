import { FIELDS } from '../../grammar/nftables/fields.ts';
import type { Expression } from '../../kernel/netfilter/nft/expression.ts';
import type { FibKey, FibResult } from '../../kernel/netfilter/nft/fields/fib.ts';
import { type Data, type Interval, type NftElement, NftSet, type Value } from '../../kernel/netfilter/nft/set.ts';
import type { Statement, Verdict } from '../../kernel/netfilter/nft/statement.ts';
import type { Table } from '../../kernel/netfilter/table.ts';
import type { Process } from '../process.ts';
import { isRange, Values } from './evaluate-value.ts';
import { likeSet } from './find.ts';
import { foldBits } from './fold-bits.ts';
import { autoMerge, mergeElements } from './merge.ts';
import { ProtocolContext } from './protocol.ts';
import { fieldOfBits, wholeBytes } from './raw-field.ts';
import { Refused } from './refused.ts';
import { Mistake } from './report.ts';
import type { Span } from './scanner.ts';
import { nearest } from './suggest.ts';
import type { Element, Expr, Stmt, VerdictSyntax } from './syntax.ts';
import { type DataType, typeOf } from './types.ts';

/** An expression with the type of each of its dimensions. */
export interface Typed {
  readonly expression: Expression;
  readonly types: readonly DataType[];
  readonly bits: number;
  /** How far what it is compared with has to be moved. */
  readonly shift?: number;
}

/** What the mappings of an expression give. */
interface Mapped {
  readonly set: NftSet;
  readonly types: readonly DataType[];
}

/** Gives what was written its meaning, in a table and within one rule. */
export class Evaluator {
  readonly values: Values;
  readonly protocols: ProtocolContext;

  constructor(
    readonly process: Process,
    readonly table: Table,
  ) {
    this.values = new Values(process);
    this.protocols = new ProtocolContext(table.family);
  }

  protected get cause() {
    return this.process.system.kernel.cause;
  }

  /** What is tested: something of the packet, never a mere value. */
  selector(expr: Expr): Typed {
    switch (expr.kind) {
      case 'field':
        return this.field(expr);
      case 'raw':
        return this.raw(expr);
      case 'fib': {
        const type = expr.result === 'type' ? 'fib_addrtype' : expr.result === 'oif' ? 'iface_index' : 'ifname';
        const { keys, result } = expr as { keys: readonly FibKey[]; result: FibResult };
        return single({ kind: 'fib', keys, result }, typeOf(type));
      }
      case 'binary': {
        const left = this.selector(expr.left);
        const type = left.types[0]!;
        const by = this.operand(expr.right, type, left.bits);
        return { ...left, expression: { kind: 'bitwise', of: left.expression, op: expr.op as '&', by } };
      }
      case 'concat': {
        for (const part of expr.parts) this.wantFamily(part);
        const parts = expr.parts.map((part) => this.selector(part));
        return {
          expression: { kind: 'concat', parts: parts.map(({ expression }) => expression) },
          types: parts.flatMap(({ types }) => types),
          bits: 0,
        };
      }
      case 'numgen': {
        const { mode, modulus, offset } = expr;
        return single({ kind: 'numgen', mode, modulus, offset, counter: 0 }, typeOf('integer'));
      }
      case 'hash': {
        const of = expr.of === undefined ? {} : { of: this.selector(expr.of).expression };
        const { modulus, seed = 0, offset } = expr;
        return single({ kind: 'hash', ...of, modulus, seed, offset }, typeOf('integer'));
      }
      case 'reference':
      case 'set':
        throw new Mistake('datatype mismatch', expr);
      default:
        throw new Mistake('No symbol type information', expr);
    }
  }

  private field(expr: Expr & { readonly kind: 'field' }): Typed {
    const { direction } = expr;
    const { transport } = this.protocols;
    // A port of whatever protocol is one of the protocol that the rule has said.
    const isKnown = transport === 'tcp' || transport === 'udp';
    const name = isKnown ? expr.name.replace(/^th /, `${transport} `) : expr.name;
    const [header = ''] = name.split(' ');
    if (name === 'meta nfproto' && this.table.family !== 'inet')
      throw new Mistake('meta nfproto is only useful in the inet family', expr);
    if (name === 'ct saddr' || name === 'ct daddr') return this.connectionAddress(expr);
    if (direction === undefined && (name.startsWith('ct ip') || name.startsWith('ct proto-')))
      throw new Mistake('syntax error, ct direction is missing', expr);
    if (name.startsWith('ct ip')) this.protocols.uses(name.split(' ')[1]!, expr);
    if (!name.startsWith('ct ') && !name.startsWith('meta ')) this.protocols.uses(header, expr);
    const row = FIELDS.get(name);
    const type = typeOf(row?.type ?? (name.startsWith('tcp option') ? 'boolean' : 'integer'));
    return {
      expression: { kind: 'field', name, ...(direction === undefined ? {} : { direction }) },
      types: [type],
      bits: row?.bits ?? type.bits,
    };
  }

  /** Bits of the packet: a field, where the rule has said which header is there. */
  private raw(expr: Expr & { readonly kind: 'raw' }): Typed {
    const { base, offset, bits } = expr;
    const types = [typeOf('raw')];
    const name = fieldOfBits(expr, this.protocols, this.table.family);
    if (name !== undefined) return { expression: { kind: 'field', name }, types, bits };
    if (offset % 8 === 0 && bits % 8 === 0) return { expression: { kind: 'raw', base, offset, bits }, types, bits };
    const { whole, mask, shift } = wholeBytes(expr);
    const by = { kind: 'value', value: mask } as const;
    return { expression: { kind: 'bitwise', of: { kind: 'raw', ...whole }, op: '&', by }, types, bits, shift };
  }

  /** An address of a connection without its family, which the rule has to have said. */
  private connectionAddress(expr: Expr & { readonly kind: 'field' }): Typed {
    const { name, direction } = expr;
    const { network } = this.protocols;
    if (network !== 'ip' && network !== 'ip6') throw new NoFamily(name.slice('ct '.length), expr);
    if (direction === undefined) {
      // The rule has its number already when the kernel looks at what is in it.
      this.table.nextHandle();
      throw new Refused('Could not process rule: Invalid argument', expr);
    }
    return single({ kind: 'field', name, direction }, typeOf(network === 'ip' ? 'ipv4_addr' : 'ipv6_addr'));
  }

  /** An address of a connection that is a key has to say its family itself. */
  protected wantFamily(expr: Expr): void {
    if (expr.kind === 'field' && (expr.name === 'ct saddr' || expr.name === 'ct daddr'))
      throw new Mistake('specify either ip or ip6 for address matching', expr);
  }

  /** What a selector is combined with, or a field set to: a value of its type, another selector, or a map. */
  operand(expr: Expr, type: DataType, bits: number): Expression {
    switch (expr.kind) {
      case 'field':
      case 'raw':
      case 'fib':
      case 'numgen':
      case 'hash':
        return this.selector(expr).expression;
      case 'map': {
        this.wantFamily(expr.key);
        const key = this.selector(expr.key);
        const { set } = this.mappings(expr.mappings, key, [type]);
        return { kind: 'map', key: key.expression, set };
      }
      case 'binary': {
        if (!isVariable(expr)) return { kind: 'value', value: this.values.one(expr, type, bits) };
        const of = this.operand(expr.left, type, bits);
        const by = this.operand(expr.right, type, bits);
        return foldBits({ kind: 'bitwise', of, op: expr.op as '&', by });
      }
      default:
        return { kind: 'value', value: this.values.one(expr, type, bits) };
    }
  }

  /** The set that is meant: one of the table's, or one of the rule's own. */
  setOf(expr: Expr, key: Typed, left: Expr): NftSet {
    if (expr.kind === 'reference') {
      const set = this.named(expr);
      const [expected, found] = [key.types, set.description.keyTypes.map(typeOf)];
      if (!sameTypes(expected, found)) {
        const [a, b] = [expected, found].map((types) => types.map(({ description }) => description).join(' . '));
        throw new Mistake(`datatype mismatch, expected ${a}, expression has type ${b}`, expr, [left]);
      }
      return set;
    }
    return this.anonymous(expr as Expr & { kind: 'set' }, key, undefined);
  }

  /** A set of the table. */
  named(expr: Expr & { readonly kind: 'reference' }): NftSet {
    const set = this.table.sets.get(expr.name);
    if (set !== undefined) return set;
    const other = nearest(expr.name, [...this.table.sets.keys()]);
    const hint = other === undefined ? '' : `; did you mean ${likeSet(this.table, other)}?`;
    throw new Mistake(`No such file or directory${hint}`, expr);
  }

  /** What a map leads to, with the types of that; `wanted` where it is the map of a rule. */
  mappings(expr: Expr, key: Typed, wanted: readonly DataType[] | 'verdict'): Mapped {
    if (expr.kind === 'reference') {
      const set = this.named(expr);
      const types = set.description.dataTypes ?? [];
      return { set, types: types.map(typeOf) };
    }
    const elements = (expr as Expr & { kind: 'set' }).elements;
    const parts =
      elements[0]?.data?.kind === 'concat' && wanted !== 'verdict' ? [wanted[0]!, typeOf('inet_service')] : wanted;
    return { set: this.anonymous(expr as Expr & { kind: 'set' }, key, parts), types: parts === 'verdict' ? [] : parts };
  }

  private anonymous(
    expr: Expr & { readonly kind: 'set' },
    key: Typed,
    data: readonly DataType[] | 'verdict' | undefined,
  ): NftSet {
    const elements = expr.elements.map((element) => this.ownElement(element, key, data));
    const description = {
      keyTypes: key.types.map(({ name }) => name),
      dataTypes: data === 'verdict' ? ['verdict'] : data?.map(({ name }) => name),
      constant: true,
      interval: elements.some((element) => isInterval(element.key)),
    };
    const set = new NftSet('', true, description, this.table.nextHandle(), this.cause);
    // Only a map may lead neighbours to different places.
    set.elements.push(...(description.interval && data === undefined ? autoMerge(elements) : mergeElements(elements)));
    return set;
  }

  /** An element of a rule's own set: the kernel gets these one by one, and names the one that it refuses by its key. */
  private ownElement(element: Element, key: Typed, data: readonly DataType[] | 'verdict' | undefined): NftElement {
    if (data === undefined && element.data !== undefined) throw new Mistake('mapping outside of map context', element);
    try {
      return this.element(element, key.types, key.bits, data);
    } catch (error) {
      if (error instanceof NoSuchChain) throw new Refused(error.text, element.key);
      throw error;
    }
  }

  /** An element of a set of such types. */
  element(
    element: Element,
    types: readonly DataType[],
    bits: number,
    data: readonly DataType[] | 'verdict' | undefined,
  ): NftElement {
    const { now } = this.process.system.kernel;
    const { timeout, expires } = element;
    const life = expires ?? timeout;
    return {
      key: this.key(element.key, types, bits),
      ...(element.data === undefined || data === undefined ? {} : { data: this.data(element.data, data) }),
      ...(element.comment === undefined ? {} : { comment: element.comment }),
      timeout,
      expires: life === undefined ? undefined : now + life,
      statements: element.statements.map((each) => this.stateful(each)),
    };
  }

  /** The intervals of a key. */
  key(expr: Expr, types: readonly DataType[], bits: number): Interval[] | undefined {
    if (expr.kind === 'any') return undefined;
    const parts = expr.kind === 'concat' ? expr.parts : [expr];
    if (parts.length !== types.length) {
      const [a, b] = [types, types.slice(0, parts.length)].map((each) =>
        each.map(({ description }) => description).join(' . '),
      );
      throw new Mistake(`datatype mismatch, expected concatenation of (${a}), expression has type ${b}`, expr);
    }
    return parts.map((part, i) => {
      const value = this.values.range(part, types[i]!, types.length === 1 && bits > 0 ? bits : undefined);
      return isRange(value) ? value.interval : { low: value, high: value };
    });
  }

  /** What an element leads to. */
  private data(expr: Expr, types: readonly DataType[] | 'verdict'): Data {
    if (types === 'verdict') {
      if (expr.kind !== 'verdict') throw new Mistake('datatype mismatch, expected verdict', expr);
      return { verdict: this.verdict(expr.verdict, expr) };
    }
    if (expr.kind === 'verdict') throw new Mistake('datatype mismatch', expr);
    const parts = expr.kind === 'concat' ? expr.parts : [expr];
    const read = parts.map((part, i) => this.values.range(part, types[i] ?? types[0]!));
    const values = read.map((value): Value => (isRange(value) ? value.interval.low : value));
    if (!read.some(isRange)) return { values };
    return { values, ends: read.map((value): Value => (isRange(value) ? value.interval.high : value)) };
  }

  verdict({ kind, chain }: VerdictSyntax, whole: { readonly start: number; readonly end: number }): Verdict {
    if (kind !== 'jump' && kind !== 'goto') return { kind };
    const found = this.table.chains.get(chain!.text);
    if (found === undefined) throw new NoSuchChain(chain!.text, whole);
    if (found.base !== undefined) throw new Refused('Could not process rule: Operation not supported', chain!);
    return { kind, chain: found };
  }

  /** A statement with a state of its own, at its beginning. */
  stateful(stmt: Stmt): Statement {
    throw new Mistake('Could not process rule: Operation not supported', stmt);
  }
}

/** A jump to a chain that is not there. */
export class NoSuchChain extends Mistake {
  constructor(
    readonly chain: string,
    span: { readonly start: number; readonly end: number },
  ) {
    super('Could not process rule: No such file or directory', span);
  }
}

/** An address of a connection where nothing has said whether it is one of IPv4 or IPv6. */
export class NoFamily extends Mistake {
  constructor(
    readonly address: string,
    span: Span,
    next?: Mistake,
  ) {
    const text = `cannot determine ip protocol version, use "ip ${address}" or "ip6 ${address}" instead`;
    super(text, span, [], next);
  }

  /** With what nft says besides. */
  before(next: Mistake): NoFamily {
    return new NoFamily(this.address, this.span, next);
  }
}

function single(expression: Expression, type: DataType): Typed {
  return { expression, types: [type], bits: type.bits };
}

/** Whether an expression depends on the packet. */
function isVariable(expr: Expr): boolean {
  if (expr.kind === 'binary') return isVariable(expr.left) || isVariable(expr.right);
  return ['field', 'raw', 'map', 'numgen', 'hash'].includes(expr.kind);
}

function sameTypes(a: readonly DataType[], b: readonly DataType[]): boolean {
  return a.length === b.length && a.every((type, i) => type.name === b[i]!.name);
}

/** Whether a key is more than single values. */
export function isInterval(key: NftElement['key']): boolean {
  return key === undefined || key.some(({ low, high, prefix }) => low !== high || prefix === true);
}
