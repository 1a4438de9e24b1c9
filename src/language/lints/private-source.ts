/**
 * # private-source
 *
 * Packets left for the Internet with a private source address, so no answer can come back.
 *
 * Nobody on the Internet has a route to 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. The router has to put its own address
 * in their place (MASQUERADE) on the device by which they leave; a rule for another device (`-o`) does not match.
 *
 * ```netlab wrong
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a link set v1 up
 * ip -n a route add default via 10.0.0.1
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -o v0 -j MASQUERADE
 * ip netns exec a ping -c 1 -W 1 8.8.8.8
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a link set v1 up
 * ip -n a route add default via 10.0.0.1
 * sysctl -w net.ipv4.ip_forward=1
 * iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -o eth0 -j MASQUERADE
 * ip netns exec a ping -c 1 -W 1 8.8.8.8
 * ```
 */
import { formatIpv4, type Ipv4, isInNetwork, networkOf } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { commandIn } from '../fixes/netns.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type FirewallRule, firewallOf } from '../network/firewall.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Lint } from './lint.ts';
import { type Loss, lossesOf } from './losses.ts';
import { relatedTo } from './related.ts';

/** The host's way to the Internet. */
const UPLINK = 'eth0';

export const privateSource: Lint = {
  rule: 'private-source',
  *check(lab) {
    for (const loss of lossesOf(lab)) {
      const { record, due } = loss;
      if (due?.to !== 'private-source') continue;
      const wrong = ruleForAnother(lab);
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: `The packet leaves the host with the private source ${formatIpv4(due.source)}: the Internet has no way back to it.`,
        related: relatedTo(
          lab,
          wrong?.info.cause,
          `This rule is for what leaves by ${wrong?.outDevice}, not by ${UPLINK}.`,
          wrong?.outDevice ?? '',
        ),
        fixes: () => fixesFor(lab, loss, due.source, wrong),
      };
    }
  },
};

/** A rule of the host that hides sources, on another device. */
function ruleForAnother({ network }: Analysis): FirewallRule | undefined {
  const chain = firewallOf(network).find(
    ({ info, place }) => info.table === 'nat' && info.chain === 'POSTROUTING' && place.kind === 'host',
  );
  return chain?.rules.find(
    ({ info, outDevice }) => info.target === 'MASQUERADE' && outDevice !== undefined && outDevice !== UPLINK,
  );
}

function fixesFor(lab: Analysis, { record }: Loss, source: Ipv4, wrong: FirewallRule | undefined): Fix[] {
  const maker = lab.recordOf(wrong?.info.cause);
  if (maker !== undefined) {
    const line = lab.lineOf(maker);
    const edit = replaceWord(lab, line, line.argv.indexOf(wrong!.outDevice!), UPLINK);
    if (edit !== undefined) return [{ title: `Change to ${UPLINK}`, edits: [edit], preferred: true }];
  }
  const own = ipv4Of(lab.network.devices).find(({ local }) => local === source);
  if (own === undefined || !isInNetwork(source, own.local, own.length)) return [];
  const net = `${formatIpv4(networkOf(source, own.length))}/${own.length}`;
  const command = `iptables -t nat -A POSTROUTING -s ${net} -o ${UPLINK} -j MASQUERADE`;
  const edit = insertLineBefore(lab, record.range, commandIn('', command, lab.lineOf(record)));
  return [{ title: `Hide ${net} behind the host's address`, edits: [edit], preferred: true }];
}
