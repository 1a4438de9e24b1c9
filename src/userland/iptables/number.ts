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

/** `0x1f`. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** `0x0f`: two digits at least. */
export function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
