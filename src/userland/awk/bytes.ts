import { decodeText, encodeText } from '../encoding.ts';

/** The bytes of a text, a letter each: what strings are to mawk. */
export function bytesOf(text: string): string {
  if (isPlain(text)) return text;
  let bytes = '';
  for (const byte of encodeText(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** The text that bytes are. */
export function textOfBytes(bytes: string): string {
  return isPlain(bytes) ? bytes : decodeText(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  return /^[\x00-\x7f]*$/.test(text);
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** A string as written, its escapes decoded. What awk does not know keeps its backslash: `\.` is for regular expressions. */
export function unescaped(written: string): string {
  return written.replace(/\\(?:([0-7]{1,3})|x([\da-fA-F]{1,2})|([\s\S]))/g, (all, octal, hex, letter) => {
    if (letter !== undefined) return LETTERS[letter] ?? all;
    return String.fromCharCode(Number.parseInt(octal ?? hex, octal === undefined ? 16 : 8) & 0xff);
  });
}
