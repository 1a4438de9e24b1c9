/**
 * # wrong-hook
 *
 * A rule of INPUT or OUTPUT is about packets that never come there: those that this host only forwards.
 *
 * INPUT sees what is for the host itself, OUTPUT what the host itself sends. What it routes between others passes FORWARD
 * and neither of the two, so such a rule matches nothing.
 *
 * ```netlab wrong
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -A INPUT -s 10.0.1.10 -d 10.0.2.10 -j DROP
 * ```
 *
 * ```netlab right
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -A FORWARD -s 10.0.1.10 -d 10.0.2.10 -j DROP
 * ```
 */
import { broadcastOf, isInNetwork } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { spokenNetns } from '../fixes/netns.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type FirewallRule, firewallOf, type Ipv4Network } from '../network/firewall.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Place } from '../network/network.ts';
import type { Lint } from './lint.ts';

const MULTICAST = 0xe0000000;

export const wrongHook: Lint = {
  rule: 'wrong-hook',
  *check(lab) {
    for (const { info, rules, place } of firewallOf(lab.network)) {
      const input = info.chain === 'INPUT';
      if (info.table !== 'filter' || !place.forwards || !(input || info.chain === 'OUTPUT')) continue;
      for (const rule of rules) {
        const own = input ? rule.destination : rule.source;
        const maker = lab.recordOf(rule.info.cause);
        if (own === undefined || maker === undefined || rule.info.packets > 0 || isOwn(place, own)) continue;
        const who = spokenNetns(place.name);
        yield {
          range: lab.wordIn(maker, info.chain),
          message: input
            ? `INPUT sees only what is for ${who} itself, and no address of it is in this rule's destination: what it forwards passes FORWARD.`
            : `OUTPUT sees only what ${who} itself sends, and no address of it is in this rule's source: what it forwards passes FORWARD.`,
          fixes: () => fixesFor(lab, rule, info.chain),
        };
      }
    }
  },
};

/** True where a packet of the host itself can have an address of a network. */
function isOwn({ devices }: Place, { address, length }: Ipv4Network): boolean {
  if (length === 0 || address >= MULTICAST) return true;
  return ipv4Of(devices).some(
    (each) =>
      isInNetwork(each.local, address, length) ||
      isInNetwork(broadcastOf(each.local, each.length), address, length) ||
      // All of 127.0.0.0/8 is the host itself.
      (each.device.link.kind === 'loopback' && isInNetwork(address, each.local, each.length)),
  );
}

function fixesFor(lab: Analysis, { info }: FirewallRule, chain: string): Fix[] {
  const line = lab.lineOf(lab.recordOf(info.cause)!);
  const index = line.argv.indexOf(chain);
  const edit = index < 0 ? undefined : replaceWord(lab, line, index, 'FORWARD');
  return edit === undefined ? [] : [{ title: 'Use FORWARD', edits: [edit], preferred: true }];
}
