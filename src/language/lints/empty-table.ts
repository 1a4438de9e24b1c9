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
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const emptyTable: Lint = {
  rule: 'empty-table',
  *check(lab) {
    for (const { table, cause } of withoutEffect(lab.network)) {
      const maker = lab.recordOf(cause);
      if (maker === undefined) continue;
      yield {
        range: lab.wordIn(maker, String(table)),
        message: `Table ${table} has no route: the rule has no effect.`,
      };
    }
  },
};

/** The rules that lead to tables without routes. */
const withoutEffect = remembered((network) =>
  network.places.flatMap(({ rules, routes }) =>
    rules
      .filter(({ action, l3mdev, table }) => action === 'lookup' && !l3mdev && table < RT_TABLE_DEFAULT)
      .filter(({ table }) => !routes.some((route) => route.table === table)),
  ),
);
