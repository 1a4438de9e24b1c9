import { decodeText } from '../encoding.ts';

/** Bytes as letters; a dot for one that is no printable letter of ASCII. */
export const printable = (bytes: readonly number[]): string =>
  bytes.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');

/** A byte in two digits. */
export const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The bytes that a dump shows, each line's at its offset, or those that plain digits name. */
export function fromHex(text: string, isPlain: boolean): string {
  if (isPlain) return decodeText(Uint8Array.from(bytesOf(text.replace(/\s+/g, ''))));
  const bytes: number[] = [];
  for (const line of text.split('\n')) {
    const [, offset, digits] = /^([0-9a-f]+): ((?:[0-9a-f]+ )*[0-9a-f]+)(?: {2}|$)/i.exec(line) ?? [];
    if (offset === undefined || digits === undefined) continue;
    while (bytes.length < Math.min(Number.parseInt(offset, 16), MOST)) bytes.push(0);
    bytes.push(...bytesOf(digits.replaceAll(' ', '')));
  }
  return decodeText(Uint8Array.from(bytes));
}

/** No file here is longer. */
const MOST = 1 << 20;

const bytesOf = (digits: string): number[] =>
  (digits.match(/[0-9a-fA-F]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
