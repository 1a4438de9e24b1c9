import { NO_CAUSE } from '../../kernel/cause.ts';
import type { Decision } from '../../kernel/trace.ts';
import type { Explanation } from './explanation.ts';

/** Explains what a table of netfilter did at a hook: the rule or policy that decided, and every rule tried before, in order. */
export function explainChain(decision: Extract<Decision, { kind: 'chain' }>, where: string): Explanation {
  const { tried, rule, policy, table, hook } = decision;
  const considered = tried
    .filter((each) => each !== rule)
    .map((each) => ({
      text: `${each.chain} rule ${each.number} (${each.text})`,
      why: each.matched
        ? 'matches'
        : each.mismatch === undefined
          ? 'does not match'
          : `${each.mismatch} does not match`,
      cause: each.cause,
      ...(each.matched && { matched: true }),
    }));
  if (rule !== undefined) {
    const sentence = `Rule ${rule.number} of ${rule.chain} (table ${table}) in ${where} matches: ${rule.target}.`;
    return { sentence, cause: rule.cause, considered };
  }
  if (policy !== undefined) {
    // Rules that lead to other chains match and decide nothing.
    const matches = tried.some((each) => each.matched);
    const none = tried.length === 0 ? 'It has no rule' : matches ? 'No rule that matches decides' : 'No rule matches';
    const sentence = `${none}, so the policy of ${policy.chain} (table ${table}) in ${where} decides: ${policy.verdict}.`;
    return { sentence, cause: policy.cause, considered };
  }
  return { sentence: `${hook} of table ${table} in ${where} lets it pass.`, cause: NO_CAUSE, considered };
}
