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
