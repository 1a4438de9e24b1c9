/**
 * Texts as the bytes that they are on a wire, and back. Programs and files here know text; a byte that is no part of UTF-8
 * is a letter of its own, U+F700 and its value.
 */

const RAW = 0xf700;

/** The bytes of a text in UTF-8. */
export function encodeText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code >= RAW + 0x80 && code <= RAW + 0xff) bytes.push(code - RAW);
    else bytes.push(...encodeCode(code));
  }
  return Uint8Array.from(bytes);
}

function encodeCode(code: number): number[] {
  const rest = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), rest(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), rest(6), rest(0)];
  return [0xf0 | (code >> 18), rest(12), rest(6), rest(0)];
}

/** Reads a stream of bytes in UTF-8 piece by piece: a letter may lie in two of them. */
export class TextDecoding {
  private held = new Uint8Array(0);

  /** The text of the next piece; `last` gives what is left without its end. */
  decode(piece: Uint8Array, last = false): string {
    const bytes = new Uint8Array(this.held.length + piece.length);
    bytes.set(this.held);
    bytes.set(piece, this.held.length);
    let text = '';
    let at = 0;
    while (at < bytes.length) {
      const length = lengthOf(bytes[at]!);
      if (!last && at + length > bytes.length && isBegun(bytes, at)) break;
      const code = length === 1 ? undefined : codeAt(bytes, at, length);
      if (code === undefined) {
        const byte = bytes[at]!;
        text += String.fromCharCode(byte < 0x80 ? byte : RAW + byte);
        at += 1;
      } else {
        text += String.fromCodePoint(code);
        at += length;
      }
    }
    this.held = bytes.slice(at);
    return text;
  }
}

/** The text of bytes in UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoding().decode(bytes, true);
}

function lengthOf(first: number): number {
  if (first >= 0xf0 && first < 0xf5) return 4;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xc2 && first < 0xe0 ? 2 : 1;
}

/** True when all that is there of a letter from `at` on fits. */
function isBegun(bytes: Uint8Array, at: number): boolean {
  for (let i = at + 1; i < bytes.length; i++) if ((bytes[i]! & 0xc0) !== 0x80) return false;
  return true;
}

function codeAt(bytes: Uint8Array, at: number, length: number): number | undefined {
  let code = bytes[at]! & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return undefined;
    code = code * 64 + (byte & 0x3f);
  }
  return code;
}
