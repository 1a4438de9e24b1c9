import { formatPrintf } from '../coreutils/printf.ts';
import { bytesOf, textOfBytes } from './bytes.ts';
import { AwkError } from './error.ts';
import { LARGEST_INTEGER } from './integer.ts';
import { numberOf, textOf, type Value } from './value.ts';

const DIRECTIVE = /%[-+ #0]*((?:\*|\d+)?(?:\.(?:\*|\d+)?)?)([hlL]*)([\s\S]?)/g;

/**
 * printf and sprintf of awk: numbers are converted as its values are, not as those of a shell's words. Throws `AwkError`
 * for what mawk refuses.
 */
export function formatValues(name: string, format: string, values: readonly (Value | undefined)[]): string {
  const words: string[] = [];
  let next = 0;
  let count = 0;
  const take = () => {
    if (next >= values.length) throw new AwkError(`not enough arguments passed to ${name}("${format}")`);
    next += 1;
    return values[next - 1];
  };
  for (const [all, stars, , conversion = ''] of format.matchAll(DIRECTIVE)) {
    if (all === '%%') continue;
    count += 1;
    for (const _ of (stars ?? '').match(/\*/g) ?? []) words.push(String(wholeNumber(take())));
    if (!/[diouxXeEfFgGcs]/.test(conversion))
      throw new AwkError(`improper conversion(number ${count}) in ${name}("${format}")`);
    words.push(wordFor(conversion, take()));
  }
  const written = textOfBytes(format).replaceAll('\\', '\\\\');
  return bytesOf(formatPrintf(written, words.map(textOfBytes), { quote: (text) => text, now: 0 }).text);
}

function wordFor(conversion: string, value: Value | undefined): string {
  if (/[di]/.test(conversion)) return String(wholeNumber(value));
  if (/[ouxX]/.test(conversion)) return String(Math.min(Math.max(Math.trunc(numberOf(value)), 0), 0xffffffff));
  if (/[eEfFgG]/.test(conversion)) return String(numberOf(value));
  if (conversion === 'c' && typeof value === 'number') return String.fromCharCode(value & 0xff);
  return textOf(value);
}

function wholeNumber(value: Value | undefined): number {
  return Math.max(Math.min(Math.trunc(numberOf(value)), LARGEST_INTEGER), -LARGEST_INTEGER);
}
