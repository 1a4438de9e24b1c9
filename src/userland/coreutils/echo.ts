import type { Program } from '../process.ts';
import { decodeEscapes } from './escapes.ts';

/** What `echo` prints for its arguments: `-n`, `-e` and `-E` in front are options, any other word is text. */
export function formatEcho(words: readonly string[]): string {
  let newline = true;
  let escapes = false;
  let at = 0;
  for (; at < words.length && /^-[neE]+$/.test(words[at] as string); at += 1) {
    const letters = words[at] as string;
    if (letters.includes('n')) newline = false;
    const last = letters.replace(/[^eE]/g, '').at(-1);
    if (last !== undefined) escapes = last === 'e';
  }
  const text = at === words.length - 1 ? (words[at] as string) : words.slice(at).join(' ');
  if (!escapes) return newline ? `${text}\n` : text;
  const decoded = decodeEscapes(text, 'echo');
  return newline && !decoded.stop ? `${decoded.text}\n` : decoded.text;
}

/** echo(1). */
export const echo: Program = (process) => {
  process.stdout.write(formatEcho(process.argv.slice(1)));
  return 0;
};
