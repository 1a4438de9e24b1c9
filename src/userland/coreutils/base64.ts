import { decodeText, encodeText } from '../encoding.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { readFile } from './input.ts';
import { misused, type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** base64(1): `-d`, `-w`, `-i`. */
export const base64: Program = (process) => {
  const options = parseOptions(process, {
    letters: 'diw:',
    long: { decode: 'd', 'ignore-garbage': 'i', wrap: 'w' },
  });
  if (typeof options === 'number') return options;
  const { operands, given } = options;
  if (operands.length > 1) return misused(process, `extra operand ${quote(operands[1] as string)}`);
  const wrap = given.get('w') ?? '76';
  if (!/^\d+$/.test(wrap)) {
    process.stderr.write(`base64: invalid wrap size: ${quote(wrap)}\n`);
    return 1;
  }
  return run(process, options, Number(wrap));
};

function* run(process: Process, { operands, indexes, given }: Options, wrap: number): Running {
  const path = operands[0] ?? '-';
  const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[0]);
  if (text === undefined) return 1;
  if (given.has('d')) {
    const letters = given.has('i') ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replaceAll('\n', '');
    const { bytes, isValid } = decoded(letters);
    process.stdout.write(decodeText(bytes));
    if (!isValid) process.stderr.write('base64: invalid input\n');
    return isValid ? 0 : 1;
  }
  const letters = encoded(encodeText(text));
  if (wrap === 0) process.stdout.write(letters);
  else process.stdout.write(letters.replace(new RegExp(`.{1,${wrap}}`, 'g'), '$&\n'));
  return 0;
}

/** Bytes in base 64 (RFC 4648). */
export function encoded(bytes: Uint8Array): string {
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const number = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const four = [18, 12, 6, 0].map((shift) => LETTERS[(number >> shift) & 63]).join('');
    result += four.slice(0, Math.min(bytes.length - at, 3) + 1).padEnd(4, '=');
  }
  return result;
}

/** The bytes that letters of base 64 stand for, up to what is none of them. */
export function decoded(text: string): { readonly bytes: Uint8Array; readonly isValid: boolean } {
  const letters = text.replace(/={1,2}$/, '');
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return { bytes: Uint8Array.from(bytes), isValid: false };
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return { bytes: Uint8Array.from(bytes), isValid: text.length % 4 === 0 };
}
