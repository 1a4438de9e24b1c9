/** A number as strtoul(3) with base 0 reads it from the front of a text, and what follows it; undefined where none is. */
export function scanUnsigned(text: string): { readonly value: number; readonly rest: string } | undefined {
  const [all, digits] = /^\s*\+?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text) ?? [];
  if (all === undefined) return undefined;
  const octal = /^0[0-7]+$/.test(digits!);
  return { value: octal ? Number.parseInt(digits!, 8) : Number(digits), rest: text.slice(all.length) };
}

/** Reads an unsigned number as strtoul does with base 0: decimal, 0x… or 0…; undefined when it is none or too large. */
export function parseUnsigned(text: string, max: number, min: number = 0): number | undefined {
  const scanned = scanUnsigned(text);
  if (scanned === undefined || scanned.rest !== '') return undefined;
  return scanned.value >= min && scanned.value <= max ? scanned.value : undefined;
}

/** The largest number of 64 bits. */
export const UINT64_MAX = 0xffff_ffff_ffff_ffffn;

/** A number of 64 bits as strtoull(3) reads it in decimal: what is too large becomes the largest, what is negative is taken off from the end. */
export function scanDecimal(text: string): { readonly value: bigint; readonly rest: string } | undefined {
  const [all, sign, digits] = /^\s*([-+]?)(\d+)/.exec(text) ?? [];
  if (all === undefined) return undefined;
  const rest = text.slice(all.length);
  const value = BigInt(digits!);
  if (value > UINT64_MAX) return { value: UINT64_MAX, rest };
  return { value: sign === '-' ? BigInt.asUintN(64, -value) : value, rest };
}

/** A counter at the front of a text (sscanf's `%llu`); undefined where none is. */
export function scanCounter(text: string): number | undefined {
  const scanned = scanDecimal(text);
  return scanned && Number(scanned.value);
}

/** A number of 64 bits as strtoull(3) reads it with base 0; undefined when it is none or too large. */
export function parseUnsigned64(text: string): bigint | undefined {
  const scanned = scanUnsigned(text);
  if (scanned === undefined || scanned.rest !== '') return undefined;
  const digits = text.trim().replace('+', '');
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return value <= UINT64_MAX ? value : undefined;
}

/** A number as strtod(3) reads it: decimal, hexadecimal with a binary exponent, or `nan`; undefined for anything else. */
export function parseDouble(text: string): number | undefined {
  const [, sign, digits] = /^\s*([-+]?)(.*)$/s.exec(text)!;
  if (/^nan(?:\(\w*\))?$/i.test(digits!)) return Number.NaN;
  const [, whole = '', part = '', power = '0'] = /^0x([\da-f]*)(?:\.([\da-f]*))?(?:p([-+]?\d+))?$/i.exec(digits!) ?? [];
  const hexadecimal = whole + part;
  const isDecimal = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(digits!);
  if (hexadecimal === '' && !isDecimal) return undefined;
  const value = isDecimal ? Number(digits) : Number.parseInt(hexadecimal, 16) * 2 ** (Number(power) - 4 * part.length);
  return sign === '-' ? -value : value;
}

/** `0x1f`. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** `0x0f`: two digits at least. */
export function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
