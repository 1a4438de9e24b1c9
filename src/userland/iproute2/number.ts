import { parseLong } from '../stdlib.ts';

/** Reads an unsigned number not above `most` (iproute2's get_u8, get_u16, get_u32). */
export function parseUnsigned(text: string, most = 0xffffffff, base: 0 | 10 = 0): number | undefined {
  const value = parseLong(text, base);
  // A negative number is a huge one for strtoul, except zero.
  return value === undefined || value < 0 || value > most ? undefined : value + 0;
}

/** Reads a signed 32-bit number (iproute2's get_integer). */
export function parseInteger(text: string): number | undefined {
  const value = parseLong(text);
  return value === undefined || value < -0x80000000 || value > 0x7fffffff ? undefined : value;
}

/** Reads an unsigned number of 64 bits with base 0; a negative one counts from their end (iproute2's get_u64). */
export function parseLongLong(text: string): bigint | undefined {
  const match = /^\s*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.exec(text);
  if (match === null) return undefined;
  const digits = match[2]!;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (value >= 1n << 64n) return undefined;
  return match[1] === '-' ? BigInt.asUintN(64, -value) : value;
}
