/**
 * # no-new-connections
 *
 * FORWARD drops by default and accepts only packets of connections that exist already, so none ever begins.
 *
 * `ESTABLISHED,RELATED` is the half of a firewall for the answers. The first packet of a connection is NEW: some rule has
 * to accept it in the direction that is allowed.
 *
 * ```netlab wrong
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -P FORWARD DROP
 * iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
 * ```
 *
 * ```netlab right
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -P FORWARD DROP
 * iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
 * iptables -A FORWARD -o eth0 -j ACCEPT
 * ```
 */
import { type FirewallChain, type FirewallRule, firewallOf, matchesAll } from '../network/firewall.ts';
import type { Lint } from './lint.ts';
import { relatedTo } from './related.ts';

export const noNewConnections: Lint = {
  rule: 'no-new-connections',
  *check(lab) {
    for (const chain of firewallOf(lab.network)) {
      const { rules, info, place } = chain;
      if (info.chain !== 'FORWARD' || info.table !== 'filter' || !place.forwards || !dropsTheRest(chain)) continue;
      const accepting = rules.filter((rule) => !refuses(rule));
      const maker = lab.recordOf(accepting[0]?.info.cause);
      if (maker === undefined || !accepting.every(isForAnswers)) continue;
      yield {
        range: lab.wordIn(maker, 'ESTABLISHED,RELATED', 'RELATED,ESTABLISHED', 'ESTABLISHED'),
        message: 'FORWARD accepts only what belongs to connections that exist: the first packet of none gets through.',
        related: relatedTo(lab, info.cause, 'All else is dropped from here.', 'DROP'),
      };
    }
  },
};

function dropsTheRest({ info, rules }: FirewallChain): boolean {
  return info.policy === 'DROP' || rules.some((rule) => refuses(rule) && matchesAll(rule));
}

function refuses({ info }: FirewallRule): boolean {
  return info.target === 'DROP' || info.target === 'REJECT' || info.target === 'LOG' || info.target === '';
}

/** True for a rule that accepts by the state of the connection, and not its first packet. */
function isForAnswers({ info, others }: FirewallRule): boolean {
  const states = others.find((each) => /^--(ctstate|state) /.test(each));
  return info.target === 'ACCEPT' && states !== undefined && !/NEW|UNTRACKED|INVALID|NAT/.test(states);
}
