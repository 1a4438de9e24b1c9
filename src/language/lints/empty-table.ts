/**
 * # empty-table
 *
 * A policy rule leads to a routing table without a route.
 *
 * The lookup finds nothing there and goes on with the next rule, in the end with the table main: the rule has no effect.
 *
 * ```netlab wrong
 * ip rule add from 10.0.0.0/24 table 100
 * ```
 *
 * ```netlab right
 * ip route add unreachable default table 100
 * ip rule add from 10.0.0.0/24 table 100
 * ```
 */
import { RT_TABLE_DEFAULT } from '../../kernel/fib/requests.ts';
import type { Lint } from './lint.ts';

export const emptyTable: Lint = {
  rule: 'empty-table',
  *check(lab) {
    for (const place of lab.network.places) {
      for (const rule of place.rules) {
        const maker = lab.recordOf(rule.cause);
        if (maker === undefined || rule.action !== 'lookup' || rule.l3mdev || rule.table >= RT_TABLE_DEFAULT) continue;
        if (place.routes.some((route) => route.table === rule.table)) continue;
        yield {
          range: lab.wordIn(maker, String(rule.table)),
          message: `Table ${rule.table} has no route: the rule has no effect.`,
        };
      }
    }
  },
};
