import { formatFloat } from '../coreutils/printf.ts';
import { LARGEST_INTEGER } from './integer.ts';

/** A value of awk: a number, a string, or a text from outside that counts as a number where it looks like one. */
export type Value = number | string | Outside;

/** A field, an element of `split`, an assignment on the command line. */
export class Outside {
  constructor(readonly text: string) {}

  get isNumber(): boolean {
    return /^\s*[-+]?(?:0[xX][\da-fA-F]+|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(this.text);
  }
}

export function numberOf(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : value.text;
  const found = /^\s*([-+]?)(0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf|nan)/i.exec(text);
  if (found === null) return 0;
  const [, sign, digits] = found as unknown as [string, string, string];
  const size = /^i/i.test(digits) ? Number.POSITIVE_INFINITY : Number(digits);
  return sign === '-' ? -size : size;
}

/** A number is printed as an integer where it is one, else by `format` (`CONVFMT`, `OFMT`). */
export function textOf(value: Value | undefined, format = '%.6g'): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.text;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-nan' : value < 0 ? '-inf' : 'inf';
  if (Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER) return String(value);
  const directive = /^%(?:\.(\d+))?([efg])$/.exec(format);
  const text = formatFloat(Math.abs(value), directive?.[2] ?? 'g', Number(directive?.[1] ?? 6));
  return value < 0 ? `-${text}` : text;
}

export function isTrue(value: Value | undefined): boolean {
  if (typeof value === 'number') return value !== 0;
  if (value === undefined) return false;
  if (typeof value === 'string') return value !== '';
  return value.isNumber ? numberOf(value) !== 0 : value.text !== '';
}

/** Below, at or above 0; numbers compare as such when both sides are, or look like one from outside. */
export function compare(left: Value | undefined, right: Value | undefined): number {
  const numeric = (value: Value | undefined) =>
    value === undefined || typeof value === 'number' || (value instanceof Outside && value.isNumber);
  if (numeric(left) && numeric(right)) return numberOf(left) - numberOf(right);
  const a = textOf(left);
  const b = textOf(right);
  return a < b ? -1 : a > b ? 1 : 0;
}
