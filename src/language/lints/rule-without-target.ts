/**
 * # rule-without-target
 *
 * A rule has no `-j`: it counts packets and does nothing with them.
 *
 * iptables accepts such a rule without a word. Where the lab reads the counters afterwards (`iptables -L -v`,
 * `iptables-save -c`) it is meant, and nothing is said.
 *
 * ```netlab wrong
 * iptables -A INPUT -p tcp --dport 22
 * ```
 *
 * ```netlab right
 * iptables -A INPUT -p tcp --dport 22 -j ACCEPT
 * ```
 */
import type { Analysis } from '../analysis.ts';
import { firewallOf } from '../network/firewall.ts';
import type { Lint } from './lint.ts';

export const ruleWithoutTarget: Lint = {
  rule: 'rule-without-target',
  *check(lab) {
    const rules = firewallOf(lab.network).flatMap((chain) => chain.rules.map((rule) => ({ chain, rule })));
    const bare = rules.filter(({ rule }) => rule.verdict === '');
    if (bare.length === 0 || readsCounters(lab)) return;
    for (const { chain, rule } of bare) {
      const maker = lab.recordOf(rule.info.cause);
      if (maker === undefined) continue;
      const line = lab.lineOf(maker);
      const { end } = line.originOf(line.argv.length - 1);
      yield {
        range: lab.wordIn(maker, chain.info.chain),
        message: `Rule ${rule.info.number} of ${chain.info.chain} has no target (-j): it only counts packets.`,
        fixes: () => [
          { title: 'Add -j ACCEPT', edits: [{ range: { start: end, end }, newText: ' -j ACCEPT' }], preferred: false },
          { title: 'Add -j DROP', edits: [{ range: { start: end, end }, newText: ' -j DROP' }], preferred: false },
        ],
      };
    }
  },
};

/** True where the lab prints counters of rules. */
function readsCounters(lab: Analysis): boolean {
  return lab.run.commands.some((record) => {
    const { programName, argv } = lab.lineOf(record);
    if (programName === 'iptables-save') return argv.some((word) => /^(-\w*c|--counters)/.test(word));
    return programName === 'iptables' && argv.some((word) => /^(-[a-zA-Z]*v|--verbose|--zero|-Z)/.test(word));
  });
}
