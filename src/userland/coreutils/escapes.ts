import { decodeText, encodeText } from '../encoding.ts';

/**
 * Backslash escapes. `echo`: those of `echo -e`; `printf`: those of a format; `b`: those of `%b`; `ansi`: those of `$'…'`.
 */
export type EscapeStyle = 'echo' | 'printf' | 'b' | 'ansi';

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** A text with its escapes decoded, and whether `\c` asked for an end of all output. */
export function decodeEscapes(text: string, style: EscapeStyle): { readonly text: string; readonly stop: boolean } {
  if (!text.includes('\\')) return { text, stop: false };
  let decoded = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '\\') {
      const next = text.indexOf('\\', at);
      decoded += text.slice(at, next < 0 ? text.length : next);
      at = next < 0 ? text.length : next;
      continue;
    }
    if (text[at + 1] === 'c' && (style === 'echo' || style === 'b')) return { text: decoded, stop: true };
    const sequence = escapeAt(text, at, style);
    decoded += sequence.text;
    at += sequence.length;
  }
  return { text: joinBytes(decoded), stop: false };
}

/** The escape at an offset and how many characters it takes; an unknown one stands for itself. */
export function escapeAt(
  text: string,
  at: number,
  style: EscapeStyle,
): { readonly text: string; readonly length: number } {
  const letter = text[at + 1];
  if (letter === undefined) return { text: '\\', length: 1 };
  const plain = LETTERS[letter];
  if (plain !== undefined) return { text: plain, length: 2 };
  if ((letter === '"' || letter === "'") && (style === 'printf' || style === 'ansi'))
    return { text: letter, length: 2 };
  return numeric(text, at, style) ?? { text: `\\${letter}`, length: 2 };
}

function numeric(text: string, at: number, style: EscapeStyle): { text: string; length: number } | undefined {
  const rest = text.slice(at + 1, at + 10);
  const octal = style === 'echo' ? /^0([0-7]{0,3})/ : style === 'b' ? /^0?([0-7]{1,3})/ : /^([0-7]{1,3})/;
  const digits = octal.exec(rest);
  if (digits !== null) {
    return { text: byte(Number.parseInt(digits[1] || '0', 8) & 255), length: digits[0].length + 1 };
  }
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
  if (hex !== null) return { text: byte(Number.parseInt(hex[1] as string, 16)), length: hex[0].length + 1 };
  const unicode = /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest);
  if (unicode === null) return undefined;
  const code = Number.parseInt((unicode[1] ?? unicode[2]) as string, 16);
  return { text: code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), length: unicode[0].length + 1 };
}

/** The first byte of a text, a zero of an empty one. */
export function firstByte(text: string): string {
  const [first = 0] = encodeText(text.slice(0, 2));
  return byte(first);
}

/** A byte above 127 is kept apart (U+F780…U+F7FF) until `joinBytes` makes characters of UTF-8 sequences. */
function byte(value: number): string {
  return String.fromCharCode(value < 128 ? value : 0xf700 + value);
}

/** Text whose bytes above 127 came one by one: the UTF-8 sequences among them become characters. */
export function joinBytes(text: string): string {
  return text.replace(/[\uf780-\uf7ff]+/g, (run) => decodeText(encodeText(run)));
}
