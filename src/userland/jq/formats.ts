import { decodeText, encodeText } from '../encoding.ts';
import { described } from './arithmetic.ts';
import { fail } from './failure.ts';
import { formatNumber, print } from './print.ts';
import { isArray, type Value } from './value.ts';

/** A value as text: a string as it is, anything else as JSON. */
export function text(value: Value): string {
  return typeof value === 'string' ? value : print(value);
}

/** What `@name` makes of a value (jq manual, "Format strings and escaping"). */
export function format(name: string, value: Value): string {
  switch (name) {
    case 'text':
      return text(value);
    case 'json':
      return print(value);
    case 'csv':
      return row('csv', value)
        .map((each) => cell(each, ',', (plain) => `"${plain.replaceAll('"', '""')}"`))
        .join(',');
    case 'tsv':
      return row('tsv', value)
        .map((each) => cell(each, '\t', tabbed))
        .join('\t');
    case 'html':
      return text(value).replace(/[<>&'"]/g, (each) => ENTITIES[each] as string);
    case 'uri':
      return [...encodeText(text(value))].map(percent).join('');
    case 'sh':
      return (isArray(value) ? value : [value]).map(shell).join(' ');
    case 'base64':
      return base64(encodeText(text(value)));
    case 'base64d':
      return fromBase64(text(value));
    default:
      return fail(`${name} is not a valid format`);
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&#39;',
  '"': '&quot;',
};

function row(name: string, value: Value): readonly Value[] {
  return isArray(value) ? value : fail(`${described(value)} cannot be ${name}-formatted, only array`);
}

function cell(value: Value, separator: string, quote: (text: string) => string): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return formatNumber(value);
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  return fail(`${described(value)} is not valid in a csv row${separator === ',' ? '' : ''}`);
}

function tabbed(plain: string): string {
  return plain.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

function percent(byte: number): string {
  const letter = String.fromCharCode(byte);
  return /[A-Za-z0-9\-_.!~*'()]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function shell(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "'\\''")}'`;
  if (value !== null && typeof value === 'object') return fail(`${described(value)} can not be escaped for shell`);
  return print(value);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes in base 64 (RFC 4648). */
function base64(bytes: Uint8Array): string {
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    const number = ((three[0] as number) << 16) | ((three[1] as number) << 8) | (three[2] as number);
    const four = [18, 12, 6, 0].map((shift) => LETTERS[(number >> shift) & 63]).join('');
    const kept = Math.min(bytes.length - at, 3) + 1;
    result += four.slice(0, kept).padEnd(4, '=');
  }
  return result;
}

function fromBase64(encoded: string): string {
  const letters = encoded.replace(/=+$/, '');
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) fail(`${described(encoded)} is not valid base64 data`);
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return decodeText(Uint8Array.from(bytes));
}
