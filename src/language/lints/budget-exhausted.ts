/**
 * # budget-exhausted
 *
 * The run was stopped: it had used up its budget of commands or of network events.
 *
 * Loops without an end (`while true`), pings without a count, routing loops and broadcast storms would keep the
 * simulation busy for ever. On a real machine they would keep that busy.
 *
 * ```netlab wrong
 * while true; do :; done
 * ```
 *
 * ```netlab right
 * for turn in 1 2 3; do :; done
 * ```
 */
import type { Lint } from './lint.ts';

export const budgetExhausted: Lint = {
  rule: 'budget-exhausted',
  *check({ run }) {
    for (const { kind, message, range } of run.problems) if (kind === 'budget') yield { range, message };
  },
};
