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

/** Reads the number a text begins with, 0 for none (atoi(3)). */
export function leadingNumber(text: string): number {
  return Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);
}

/** The same, kept in a signed variable of that many bits: of an `int` when nothing is said. */
export function leadingInteger(text: string, bits: 8 | 16 | 32 = 32): number {
  return lastBits(leadingNumber(text), bits);
}

/** What is left of a whole number in a signed variable; of those beyond 64 bits strtol(3) makes the largest, or the least. */
export function lastBits(value: number, bits: 8 | 16 | 32): number {
  if (Math.abs(value) >= 2 ** 63) return value > 0 ? -1 : 0;
  return Number(BigInt.asIntN(bits, BigInt(value)));
}

/** Reads the real number that a text begins with, decimal or hexadecimal, and what stands behind it (strtod(3)). */
export function leadingReal(text: string): { readonly value: number; readonly rest: string } {
  const [hex] = /^\s*[-+]?0x[\da-f]+/i.exec(text) ?? [];
  const [decimal = ''] = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i.exec(text) ?? [];
  if (hex === undefined) return { value: Number(decimal), rest: text.slice(decimal.length) };
  const digits = hex.trim();
  return {
    value: digits.startsWith('-') ? -Number(digits.slice(1)) : Number(digits.replace('+', '')),
    rest: text.slice(hex.length),
  };
}
