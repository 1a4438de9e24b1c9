/**
 * # shadowed-rule
 *
 * A rule is never reached: one before it in the chain takes all that it could match, for another target.
 *
 * The rules of a chain are tried in their order, and the first that matches decides. `-A` appends at the end, so an ACCEPT
 * behind a DROP of the same packets has no effect; its counters stay 0.
 *
 * ```netlab wrong
 * iptables -A INPUT -i eth0 -j DROP
 * iptables -A INPUT -i eth0 -p tcp --dport 22 -j ACCEPT
 * ```
 *
 * ```netlab right
 * iptables -A INPUT -i eth0 -p tcp --dport 22 -j ACCEPT
 * iptables -A INPUT -i eth0 -j DROP
 * ```
 */
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type FirewallRule, firewallOf, includes } from '../network/firewall.ts';
import type { Lint } from './lint.ts';
import { relatedTo } from './related.ts';

/** Targets after which no further rule of the chain is tried. */
const FINAL = /^(ACCEPT|DROP|REJECT|RETURN|DNAT|SNAT|MASQUERADE|REDIRECT|NETMAP)$/;
/** Rules of a chain that are compared with one another. */
const LIMIT = 300;

export const shadowedRule: Lint = {
  rule: 'shadowed-rule',
  *check(lab) {
    for (const { rules, info } of firewallOf(lab.network)) {
      const final = rules.slice(0, LIMIT).filter(({ info: { target } }) => FINAL.test(target));
      for (const [index, rule] of final.entries()) {
        const { target, cause, number, packets } = rule.info;
        const maker = lab.recordOf(cause);
        const before = final.slice(0, index).find((each) => each.verdict !== rule.verdict && includes(each, rule));
        // One that was reached was reached: the other came later.
        if (before === undefined || maker === undefined || packets > 0) continue;
        yield {
          range: lab.wordIn(maker, target),
          message: `Rule ${number} of ${info.chain} is never reached: rule ${before.info.number} (${before.info.target}) takes all that it could match.`,
          related: relatedTo(lab, before.info.cause, `Rule ${before.info.number} is made here.`),
          fixes: () => fixesFor(lab, rule, before),
        };
      }
    }
  },
};

/** Puts the rule in front of the other. */
function fixesFor(lab: Analysis, { info }: FirewallRule, before: FirewallRule): Fix[] {
  const line = lab.lineOf(lab.recordOf(info.cause)!);
  const option = line.argv.findIndex((word) => word === '-A' || word === '--append');
  const chain = line.argv[option + 1];
  if (option < 0 || chain === undefined) return [];
  const edits = [
    replaceWord(lab, line, option, '-I'),
    replaceWord(lab, line, option + 1, `${chain} ${before.info.number}`),
  ];
  if (edits.some((edit) => edit === undefined)) return [];
  return [
    {
      title: `Insert it before rule ${before.info.number}`,
      edits: edits.flatMap((edit) => edit ?? []),
      preferred: false,
    },
  ];
}
