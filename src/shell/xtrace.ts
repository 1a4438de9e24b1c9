import type { Wait } from '../userland/process.ts';
import { expandArithmetic } from './expand/arithmetic-text.ts';
import { traced } from './expand/quote.ts';
import type { Shell } from './shell.ts';

/** Prints a line of `set -x`, with `PS4` in front: its first character once for each level of nesting. */
export function* trace(shell: Shell, text: string): Generator<Wait, void, void> {
  const prefix = shell.state.variables.get('PS4')?.value ?? '+ ';
  shell.state.options.delete('xtrace');
  try {
    // PS4 is expanded as text in double quotes is, which an arithmetic expression is too.
    const expanded = prefix.includes('$') ? yield* expandArithmetic(shell, prefix, shell.position) : prefix;
    const first = expanded.slice(0, 1);
    shell.put(2, `${first.repeat(shell.traceDepth)}${expanded.slice(1)}${text}\n`);
  } finally {
    shell.state.options.add('xtrace');
  }
}

/** `name=value` as a trace shows it; `left` ends with the equals sign. */
export function tracedAssignment(left: string, value: string): string {
  return left + (value === '' ? '' : traced(value));
}

/** Words as a trace shows them. */
export function tracedWords(words: readonly string[]): string {
  return words.map(traced).join(' ');
}
