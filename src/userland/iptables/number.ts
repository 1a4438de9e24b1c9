/** Reads an unsigned number as strtoul does with base 0: decimal, 0x… or 0…; undefined when it is none or too large. */
export function parseUnsigned(text: string, max: number, min: number = 0): number | undefined {
  let value: number;
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) value = Number.parseInt(text.slice(2), 16);
  else if (/^0[0-7]*$/.test(text)) value = Number.parseInt(text, 8);
  else if (/^[1-9][0-9]*$/.test(text)) value = Number(text);
  else return undefined;
  return value >= min && value <= max ? value : undefined;
}

/** `0x1f`. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
