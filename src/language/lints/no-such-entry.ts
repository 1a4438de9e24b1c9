/**
 * # no-such-entry
 *
 * The route, rule, address or neighbour to delete or change does not exist.
 *
 * Linux compares every field that the command gives (destination, gateway, device, metric, table) with what is there.
 * Routes also vanish by themselves: with the address they go through, and when their device goes down or away.
 *
 * ```netlab wrong
 * ip route del 10.99.0.0/24
 * ```
 *
 * ```netlab right
 * ip route add unreachable 10.99.0.0/24
 * ip route del unreachable 10.99.0.0/24
 * ```
 */
import type { FailureLint } from './lint.ts';

const NO_ENTRY =
  /RTNETLINK answers: (No such process|No such file or directory|Cannot assign requested address)|Address not found|FIB table does not exist/;

export const noSuchEntry: FailureLint = {
  rule: 'no-such-entry',
  *check({ message }) {
    if (NO_ENTRY.test(message)) yield {};
  },
};
