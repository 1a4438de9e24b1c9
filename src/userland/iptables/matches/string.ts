import { STRING } from '../../../grammar/iptables/matches/string.ts';
import type { StringMatch } from '../../../kernel/netfilter/matches/string.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseNumber } from '../option-value.ts';

/** XT_STRING_MAX_PATTERN_SIZE. */
const MAX_LENGTH = 128;
const MAX_OFFSET = 65535;

/** The text in UTF-8. */
function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|./g);
  return [...escaped].map(([letter, hex]) => (hex === undefined ? letter.charCodeAt(0) : Number.parseInt(hex, 16)));
}

/** A text as it is. */
function parsePlain({ value, index }: Given): number[] {
  const bytes = bytesOf(value);
  return bytes.length > MAX_LENGTH ? complain(`STRING too long "${value}"`, index) : bytes;
}

/** A text with bytes in hexadecimal between bars, and `\` before what is meant as it is (parse_hex_string). */
function parseHex({ value, index }: Given): number[] {
  if (value === '') complain('STRING must contain at least one char', index);
  const pattern: number[] = [];
  let inHex = false;
  for (let i = 0; i < value.length; ) {
    if (value[i] === '|') {
      inHex = !inHex;
      i++;
      while (inHex && value[i] === ' ') i++;
      // A bar at the very end is no beginning.
      if (i >= value.length) break;
    }
    if (inHex) {
      pattern.push(parseHexByte(value, i, index));
      i += value[i + 2] === ' ' ? 3 : 2;
    } else {
      const isLiteral = value[i] === '\\';
      if (isLiteral && i + 1 >= value.length) complain('Bad literal placement at end of string', index);
      const letter = String.fromCodePoint(value.codePointAt(isLiteral ? i + 1 : i)!);
      pattern.push(...bytesOf(letter));
      i += letter.length + (isLiteral ? 1 : 0);
    }
    if (pattern.length > MAX_LENGTH) complain(`STRING too long "${value}"`, index);
  }
  return pattern;
}

function parseHexByte(text: string, at: number, index: number): number {
  if (text[at] === '\\') complain('Cannot include literals in hex data', index);
  if (at + 1 >= text.length) complain('Odd number of hex digits', index);
  if (at + 2 >= text.length) complain('Invalid hex block', index);
  const digits = text.slice(at, at + 2);
  const bad = [...digits].find((digit) => !/[0-9a-fA-F]/.test(digit));
  if (bad !== undefined) complain(`Invalid hex char '${bad}'`, index);
  return Number.parseInt(digits, 16);
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** The pattern in quotes: in hexadecimal between bars where a byte cannot be printed. */
function format(pattern: readonly number[]): { readonly hex: boolean; readonly text: string } {
  if (!pattern.every(isPrintable)) {
    return { hex: true, text: `"|${pattern.map((byte) => byte.toString(16).padStart(2, '0')).join('')}|"` };
  }
  return { hex: false, text: `"${String.fromCharCode(...pattern).replace(/["\\]/g, '\\$&')}"` };
}

/** libxt_string. */
export const STRING_EXTENSION: Extension<StringMatch> = {
  label: 'string',
  options: STRING,
  begin() {
    let match: StringMatch = {
      kind: 'string',
      pattern: [],
      algorithm: '',
      from: 0,
      to: MAX_OFFSET,
      ignoreCase: false,
      invert: false,
    };
    let given: Given | undefined;
    return {
      option(one) {
        const { name, value } = one;
        if (name === '--from') match = { ...match, from: parseNumber('string', one, MAX_OFFSET) };
        else if (name === '--to') match = { ...match, to: parseNumber('string', one, MAX_OFFSET) };
        else if (name === '--algo') match = { ...match, algorithm: value };
        else if (name === '--icase') match = { ...match, ignoreCase: true };
        else {
          given = one;
          const pattern = name === '--string' ? parsePlain(one) : parseHex(one);
          match = { ...match, pattern, invert: one.invert };
        }
      },
      finish() {
        return given === undefined ? complain("STRING match: You must specify `--string' or `--hex-string'") : match;
      },
    };
  },
  save({ pattern, algorithm, from, to, ignoreCase, invert }) {
    const { hex, text } = format(pattern);
    const parts = [`${invert ? '! ' : ''}${hex ? '--hex-string' : '--string'} ${text} --algo ${algorithm}`];
    if (from !== 0) parts.push(`--from ${from}`);
    if (to !== MAX_OFFSET) parts.push(`--to ${to}`);
    if (ignoreCase) parts.push('--icase');
    return parts.join(' ');
  },
  print({ pattern, algorithm, from, to, ignoreCase, invert }) {
    const parts = [`STRING match ${invert ? '!' : ''} ${format(pattern).text} ALGO name ${algorithm}`];
    if (from !== 0) parts.push(`FROM ${from}`);
    if (to !== MAX_OFFSET) parts.push(`TO ${to}`);
    if (ignoreCase) parts.push('ICASE');
    return parts.join(' ');
  },
};
