import { combine } from '../../kernel/netfilter/nft/expression.ts';
import type { Interval, Value } from '../../kernel/netfilter/nft/set.ts';
import type { Process } from '../process.ts';
import { Mistake } from './report.ts';
import type { Expr } from './syntax.ts';
import type { DataType } from './types.ts';

/** A name by which a value is a whole range, prefix or beginning. */
export type Range = { readonly interval: Interval; readonly written: 'range' | 'prefix' };

/** Numbers of more bits are bigints. */
const NUMBER_BITS = 48;

/** Reads constants as values of a type; what cannot be one is a mistake with its place. */
export class Values {
  constructor(readonly process: Process) {}

  /** One value. */
  one(expr: Expr, type: DataType, bits: number = type.bits): Value {
    switch (expr.kind) {
      case 'number':
        return this.number(expr, type, bits);
      case 'symbol':
        return this.symbol(expr, type);
      case 'boolean':
        return expr.value ? 1 : 0;
      case 'binary': {
        const [left, right] = [this.one(expr.left, type, bits), this.one(expr.right, type, bits)];
        return combine(left, expr.op as '|', right);
      }
      case 'list': {
        if (!type.bitmask) throw new Mistake(`Basetype of type ${type.description} is not bitmask`, expr.parts[0]!);
        return expr.parts.map((part) => Number(this.one(part, type, bits))).reduce((a, b) => a | b, 0);
      }
      case 'prefix':
        throw new Mistake(`Prefix length ${expr.length} is invalid for type of ${bits} bits width`, expr);
      default:
        throw new Mistake(`datatype mismatch, expected ${type.description}`, expr);
    }
  }

  private number(expr: Expr & { readonly kind: 'number' }, type: DataType, bits: number): Value {
    if (type.text) return this.symbol({ ...expr, kind: 'symbol', quoted: false }, type);
    if (type.name === 'raw' && bits > NUMBER_BITS) return BigInt(expr.text);
    const value = Number(expr.text);
    if (type.name === 'ipv4_addr') {
      // A bare number is an address, as inet_aton(3) has it.
      return value;
    }
    if (type.name === 'ct_time') return value * 1000;
    if (value >= 2 ** bits) {
      const text =
        type.name === 'inet_service' ? 'Service out of range' : `Value ${value} exceeds valid range 0-${2 ** bits - 1}`;
      throw new Mistake(text, expr);
    }
    return value;
  }

  private symbol(expr: Expr & { readonly kind: 'symbol' }, type: DataType): Value {
    if (type.parse === undefined) {
      throw new Mistake("Can't parse symbolic invalid expressions", expr);
    }
    const value = type.parse(expr.text, this.process);
    if (typeof value !== 'object') return value;
    throw new Mistake(value.error, expr);
  }

  /** A value, or from one to another. */
  range(expr: Expr, type: DataType, bits: number = type.bits): Value | Range {
    switch (expr.kind) {
      case 'range': {
        const [low, high] = [this.one(expr.low, type, bits), this.one(expr.high, type, bits)];
        if (low > high && type.name !== 'hour') throw new Mistake('Range has zero or negative size', expr);
        return { interval: { low, high }, written: 'range' };
      }
      case 'prefix':
        return this.prefix(expr, type, bits);
      case 'asterisk':
        if (!type.text) return this.one({ ...expr, kind: 'symbol', quoted: true }, type, bits);
        return {
          interval: { low: expr.text.slice(0, -1), high: expr.text.slice(0, -1), prefix: true },
          written: 'prefix',
        };
      default:
        return this.one(expr, type, bits);
    }
  }

  private prefix(expr: Expr & { readonly kind: 'prefix' }, type: DataType, bits: number): Value | Range {
    const { length } = expr;
    if (length > bits) throw new Mistake(`Prefix length ${length} is invalid for type of ${bits} bits width`, expr);
    const value = this.one(expr.of, type, bits);
    if (length === bits || typeof value === 'string') return value;
    const host = (1n << BigInt(bits - length)) - 1n;
    const low = BigInt(value) & ~host;
    const high = low | host;
    const of = (each: bigint): Value => (typeof value === 'bigint' ? each : Number(each));
    return { interval: { low: of(low), high: of(high) }, written: 'prefix' };
  }
}

/** Whether something read is a range. */
export function isRange(value: Value | Range): value is Range {
  return typeof value === 'object';
}
