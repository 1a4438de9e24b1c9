/** Reads a whole number as strtol(3) does with base 0 (`0x` hexadecimal, leading `0` octal); undefined when it is none. */
export function parseLong(text: string, base: 0 | 10 | 16 = 0): number | undefined {
  const match = /^\s*([+-]?)(.+)$/.exec(text);
  if (match === null) return undefined;
  const digits = match[2]!;
  let value: number;
  if (base !== 10 && /^0x[0-9a-f]+$/i.test(digits)) value = Number.parseInt(digits.slice(2), 16);
  else if (base === 16 && /^[0-9a-f]+$/i.test(digits)) value = Number.parseInt(digits, 16);
  else if (base === 0 && /^0[0-7]*$/.test(digits)) value = Number.parseInt(digits, 8);
  else if ((base === 10 && /^\d+$/.test(digits)) || (base === 0 && /^[1-9]\d*$/.test(digits))) value = Number(digits);
  else return undefined;
  return match[1] === '-' ? -value : value;
}

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

/** Reads the number a text begins with, 0 for none (atoi(3)). */
export function leadingNumber(text: string): number {
  return Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);
}

/** The same, kept in a signed variable of that many bits. */
export function leadingInteger(text: string, bits: 8 | 16 | 32): number {
  return lastBits(leadingNumber(text), bits);
}

/** What is left of a whole number in a signed variable; of those beyond 64 bits strtol(3) makes the largest, or the least. */
export function lastBits(value: number, bits: 8 | 16 | 32): number {
  if (Math.abs(value) >= 2 ** 63) return value > 0 ? -1 : 0;
  return Number(BigInt.asIntN(bits, BigInt(value)));
}
