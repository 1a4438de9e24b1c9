/**
 * # input-passed-by
 *
 * A rule of INPUT or OUTPUT refuses packets like those that were forwarded past it.
 *
 * It is right as a protection of the router itself. To stop what the router passes on between others, the rule belongs to
 * FORWARD: forwarded packets pass neither INPUT nor OUTPUT. It is only a hint, given once such packets have passed.
 *
 * ```netlab wrong
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip link set v0 up
 * ip addr add 10.0.0.1/24 dev v0
 * ip -n a link set v1 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a route add default via 10.0.0.1
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
 * iptables -A INPUT -s 10.0.0.2 -p icmp -j DROP
 * ip netns exec a ping -c 1 8.8.8.8
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip link set v0 up
 * ip addr add 10.0.0.1/24 dev v0
 * ip -n a link set v1 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a route add default via 10.0.0.1
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
 * iptables -A FORWARD -s 10.0.0.2 -p icmp -j DROP
 * ! ip netns exec a ping -c 1 -W 1 8.8.8.8
 * ```
 */
import type { TraceEvent } from '../../kernel/trace.ts';
import { isInNetwork } from '../../net/ipv4.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type FirewallRule, firewallOf } from '../network/firewall.ts';
import type { Lint } from './lint.ts';

export const inputPassedBy: Lint = {
  rule: 'input-passed-by',
  *check(lab) {
    for (const { info, rules, place } of firewallOf(lab.network)) {
      if (info.table !== 'filter' || !place.forwards || !/^(IN|OUT)PUT$/.test(info.chain)) continue;
      for (const rule of rules) {
        if (!isRefusal(rule)) continue;
        const maker = lab.recordOf(rule.info.cause);
        const passed = lab.run.events.find(
          (event) => event.stage === 'forward' && event.netns === place.netns.id && isMatched(rule, event),
        );
        if (maker === undefined || passed === undefined || passed.cause <= rule.info.cause) continue;
        const sender = lab.recordOf(passed.cause);
        yield {
          range: lab.wordIn(maker, info.chain),
          message: `This rule has stopped nothing: packets like these passed FORWARD, not ${info.chain}.`,
          related: sender === undefined ? [] : [{ range: sender.range, message: 'They are of this command.' }],
          fixes: () => {
            const line = lab.lineOf(maker);
            const edit = replaceWord(lab, line, line.argv.indexOf(info.chain), 'FORWARD');
            return edit === undefined ? [] : [{ title: 'Use FORWARD', edits: [edit], preferred: false }];
          },
        };
      }
    }
  },
};

/** A rule against particular packets, which has not met one. */
function isRefusal({ info, source, destination, protocol, others }: FirewallRule): boolean {
  const named = source !== undefined || destination !== undefined || protocol !== undefined;
  return named && others.length === 0 && info.packets === 0 && /^(DROP|REJECT)$/.test(info.target);
}

function isMatched({ source, destination, protocol }: FirewallRule, { before, verdict }: TraceEvent): boolean {
  if (before.kind !== 'ipv4' || verdict === 'drop') return false;
  return (
    (source === undefined || isInNetwork(before.src, source.address, source.length)) &&
    (destination === undefined || isInNetwork(before.dst, destination.address, destination.length)) &&
    (protocol === undefined || before.payload.kind === protocol)
  );
}
