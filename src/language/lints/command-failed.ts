/**
 * # command-failed
 *
 * A command printed an error, and the script does not look at its status.
 *
 * The message is the real program's. Where a failure is expected, say so in the script: `… || true`, `if ! …`, or throw
 * the message away with `2>/dev/null`.
 *
 * ```netlab wrong
 * cat /nowhere
 * ```
 *
 * ```netlab right
 * cat /nowhere || true
 * ```
 */
import type { FailureLint } from './lint.ts';

export const commandFailed: FailureLint = {
  rule: 'command-failed',
  *check() {
    yield {};
  },
};
