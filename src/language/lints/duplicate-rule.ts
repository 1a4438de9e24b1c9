/**
 * # duplicate-rule
 *
 * The same policy rule is there twice.
 *
 * `ip rule add` without a preference takes the next lower one that is free, so the same command given again adds a second
 * rule instead of failing. A later `ip rule del` removes only one of them.
 *
 * ```netlab wrong
 * ip route add default via 10.211.55.1 table 100
 * ip rule add from 10.0.0.0/8 table 100
 * ip rule add from 10.0.0.0/8 table 100
 * ```
 *
 * ```netlab right
 * ip route add default via 10.211.55.1 table 100
 * ip rule add from 10.0.0.0/8 table 100
 * ```
 */
import type { RuleInfo } from '../../kernel/fib/requests.ts';
import { runsOnce } from '../fixes/netns.ts';
import { removeCommand } from '../fixes/remove-command.ts';
import type { Lint } from './lint.ts';
import { relatedTo } from './related.ts';

export const duplicateRule: Lint = {
  rule: 'duplicate-rule',
  *check(lab) {
    for (const { rules } of lab.network.places) {
      const first = new Map<string, RuleInfo>();
      for (const rule of rules.filter(({ cause }) => cause >= 0).sort((a, b) => a.cause - b.cause)) {
        const { cause, priority, protocol, ...said } = rule;
        const key = JSON.stringify(said, (_, value) => (typeof value === 'bigint' ? String(value) : value));
        const other = first.get(key);
        const maker = lab.recordOf(cause);
        if (other === undefined) first.set(key, rule);
        if (other === undefined || maker === undefined) continue;
        yield {
          range: lab.wordIn(maker, 'add'),
          message: `The same rule is there already, with preference ${other.priority}: this one has no effect.`,
          related: relatedTo(lab, other.cause, 'It is made here.'),
          fixes: () =>
            runsOnce(lab, maker)
              ? [{ title: 'Remove this repetition', edits: [removeCommand(lab, maker)], preferred: true }]
              : [],
        };
      }
    }
  },
};
