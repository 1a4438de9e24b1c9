/**
 * # syntax-error
 *
 * bash cannot read the script beyond this place.
 *
 * A quote, bracket or keyword has no partner. bash runs what stands before and stops here with exit status 2.
 *
 * ```netlab wrong
 * if true; then
 *   ip link show lo
 * ```
 *
 * ```netlab right
 * if true; then
 *   ip link show lo
 * fi
 * ```
 */
import type { Lint } from './lint.ts';

export const syntaxError: Lint = {
  rule: 'syntax-error',
  *check({ run }) {
    for (const { kind, message, range } of run.problems) if (kind === 'syntax') yield { range, message };
  },
};
