import type { Origin } from '../userland/process.ts';
import type { Shell } from './shell.ts';

/**
 * The offset in the lab's text of the first character of `text`, when the word at `origin` is that text written as one
 * literal: in single quotes, in double quotes without anything that expands, or bare.
 */
export function baseOf(shell: Shell, origin: Origin | undefined, text: string): number | undefined {
  const { base } = shell.source;
  if (origin === undefined || base === undefined) return undefined;
  return literalBase(shell.source.text, base, origin, text);
}

/** The same over a text whose first character stands at `base`. */
export function literalBase(written: string, base: number, origin: Origin, text: string): number | undefined {
  const start = origin.start - base;
  const word = written.slice(start, origin.end - base);
  if (word === text) return origin.start;
  const quote = word[0];
  return (quote === "'" || quote === '"') && word === quote + text + quote ? origin.start + 1 : undefined;
}
