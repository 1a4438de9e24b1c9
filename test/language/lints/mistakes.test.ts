import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { RuleId } from '../../../src/language/lints/rules.ts';
import { applied, lab } from '../check.ts';

/** Two hosts and the router between them. */
const ROUTED = lab(`
  # netlab: machine bare
  ip netns add a
  ip netns add r
  ip netns add b
  ip link add a0 netns a type veth peer name ra netns r
  ip link add b0 netns b type veth peer name rb netns r
  ip -n a addr add 10.0.1.10/24 dev a0
  ip -n b addr add 10.0.2.10/24 dev b0
  ip -n r addr add 10.0.1.1/24 dev ra
  ip -n r addr add 10.0.2.1/24 dev rb
  for n in a r b; do ip -n $n link set lo up; done
  ip -n a link set a0 up
  ip -n b link set b0 up
  ip -n r link set ra up
  ip -n r link set rb up
  ip netns exec r sysctl -qw net.ipv4.ip_forward=1
  ip -n a route add default via 10.0.1.1
  ip -n b route add default via 10.0.2.1
`);

/** Three hosts on a switch. */
const SWITCHED = lab(`
  # netlab: machine bare
  ip link add br0 type bridge
  ip link set br0 up
  for n in 1 2 3; do
    ip netns add h$n
    ip link add p$n type veth peer name eth0 netns h$n
    ip link set p$n master br0
    ip link set p$n up
    ip -n h$n addr add 10.0.0.$n/24 dev eth0
    ip -n h$n link set eth0 up
    ip -n h$n link set lo up
  done
`);

/** A host behind the machine, which is on the Internet. */
const HOME = lab(`
  ip netns add a
  ip link add va type veth peer name eth0 netns a
  ip addr add 192.168.5.1/24 dev va
  ip link set va up
  ip -n a addr add 192.168.5.2/24 dev eth0
  ip -n a link set eth0 up
  ip -n a route add default via 192.168.5.1
  sysctl -qw net.ipv4.ip_forward=1
`);

const FAR = 'ip netns exec a ping -c 1 -W 1 10.0.2.10\n';
const NEAR = 'ip netns exec h1 ping -c 1 -W 1 10.0.0.2\n';

const without = (text: string, ...parts: string[]) =>
  text
    .split('\n')
    .filter((line) => !parts.some((part) => line.includes(part)))
    .join('\n');

/** What is looked for in a lab: the rule and the word to blame; `cured` where the evident cures take it away. */
type Expected = readonly [rule: RuleId, word: string, cured?: 'cured'];

/** The mistakes people make most, by their number in the list of them. */
const MISTAKES: readonly (readonly [number: number, what: string, text: string, ...expected: Expected[]])[] = [
  [1, 'a router that does not forward', without(ROUTED, 'ip_forward'), ['forwarding-off', '10.0.1.1', 'cured']],
  [1, 'and its packet', without(ROUTED, 'ip_forward') + FAR, ['packet-lost', '10.0.2.10']],
  [2, 'an end that is down', without(ROUTED, 'link set a0 up', 'a route'), ['device-down', 'a0', 'cured']],
  [
    2,
    'a peer that is down',
    without(ROUTED, 'set ra up') + FAR,
    ['device-down', 'ra', 'cured'],
    ['packet-lost', '10.0.2.10'],
  ],
  [3, 'no way back', without(ROUTED, 'n b route'), ['no-return-route', '10.0.2.10/24', 'cured']],
  [3, 'and its packet', without(ROUTED, 'n b route') + FAR, ['no-return-route', '10.0.2.10', 'cured']],
  [4, 'no default route', without(ROUTED, 'n a route') + FAR, ['network-unreachable', '10.0.2.10', 'cured']],
  [5, 'a gateway elsewhere', ROUTED.replace('via 10.0.1.1', 'via 10.0.9.1'), ['invalid-gateway', '10.0.9.1']],
  [
    5,
    'a device that is down',
    without(ROUTED, 'link set a0 up').replace('via 10.0.1.1', 'dev a0'),
    ['device-not-up', 'a0', 'cured'],
  ],
  [6, 'no mask', ROUTED.replace('10.0.1.10/24', '10.0.1.10'), ['address-without-prefix', '10.0.1.10', 'cured']],
  [
    7,
    'the wrong namespace',
    'ip netns add red\nip link add v1 type veth peer name v2 netns red\nip link set v2 up\n',
    ['no-such-device', 'v2', 'cured'],
  ],
  [
    7,
    'before the move',
    'ip netns add red\nip link add v1 type veth peer name v2\nip addr add 10.0.0.2/24 dev v2\nip link set v2 netns red\n',
    ['lost-by-move', '10.0.0.2/24', 'cured'],
  ],
  [
    8,
    'lo is down',
    `${without(ROUTED, 'for n in')}ip netns exec a ping -c1 -W1 10.0.1.10\n`,
    ['loopback-down', '10.0.1.10', 'cured'],
  ],
  [9, 'no MASQUERADE', `${HOME}ip netns exec a ping -c 1 -W 1 8.8.8.8\n`, ['private-source', '8.8.8.8', 'cured']],
  [
    9,
    'on the wrong device',
    `${HOME}iptables -t nat -A POSTROUTING -o va -j MASQUERADE\nip netns exec a ping -c 1 -W 1 8.8.8.8\n`,
    ['private-source', '8.8.8.8', 'cured'],
  ],
  [
    9,
    'on the wrong side of a router',
    `${without(ROUTED, 'n b route')}ip netns exec r iptables -t nat -A POSTROUTING -o ra -j MASQUERADE\n`,
    ['no-return-route', '10.0.2.10/24', 'cured'],
  ],
  [10, 'policy DROP', `${ROUTED}ip netns exec r iptables -P FORWARD DROP\n${FAR}`, ['packet-lost', '10.0.2.10']],
  [
    10,
    'one direction',
    `${ROUTED}ip netns exec r iptables -P FORWARD DROP\nip netns exec r iptables -A FORWARD -i ra -j ACCEPT\n${FAR}`,
    ['packet-lost', '10.0.2.10'],
  ],
  [
    11,
    'bridged traffic',
    `# netlab: br_netfilter on\n${SWITCHED}iptables -P FORWARD DROP\n${NEAR}`,
    ['bridged-filter', '10.0.0.2'],
  ],
  [12, 'an address on a port', `${SWITCHED}ip addr add 10.0.0.254/24 dev p1\n`, ['bridge-port-address', 'p1', 'cured']],
  [13, 'a bridge that is down', without(SWITCHED, 'set br0 up'), ['device-down', 'br0', 'cured']],
  [
    13,
    'a port that is none',
    SWITCHED.replace('ip link set p$n master', 'test $n = 2 || ip link set p$n master'),
    ['port-not-added', 'p$n'],
  ],
  [14, 'masks that do not agree', ROUTED.replace('10.0.1.10/24', '10.0.1.10/25'), ['prefix-mismatch', '10.0.1.1/24']],
  [
    15,
    'one network on two devices',
    ROUTED.replace('10.0.2.1/24 dev rb', '10.0.1.2/24 dev rb'),
    ['overlapping-networks', '10.0.1.2/24'],
  ],
  [
    15,
    'the far network here',
    `${ROUTED}ip -n a link add d0 up type dummy\nip -n a addr add 10.0.2.9/24 dev d0\n${FAR}`,
    ['other-wire', '10.0.2.10'],
  ],
  [
    16,
    'a strict reverse path',
    lab(`
      ip netns add r
      ip link add v0 type veth peer name v1 netns r
      ip link add w0 type veth peer name w1 netns r
      ip addr add 10.0.1.1/24 dev v0
      ip addr add 10.0.2.1/24 dev w0
      ip -n r addr add 10.0.1.2/24 dev v1
      ip -n r addr add 10.0.2.2/24 dev w1
      for d in v w; do ip link set \${d}0 up; ip -n r link set \${d}1 up; done
      ip netns exec r sysctl -w net.ipv4.conf.all.rp_filter=1
      ping -c 1 -W 1 -I 10.0.1.1 10.0.2.2
    `),
    ['reverse-path', '10.0.2.2'],
  ],
  [
    17,
    'one address twice',
    SWITCHED.replace('10.0.0.$n/24', '10.0.0.$((n == 3 ? 2 : n))/24'),
    ['duplicate-address', '10.0.0.$((n == 3 ? 2 : n))/24'],
  ],
  [
    18,
    'a next hop that is nobody',
    ROUTED.replace('via 10.0.1.1', 'via 10.0.1.99') + FAR,
    ['gateway-unowned', '10.0.1.99'],
    ['packet-lost', '10.0.2.10'],
  ],
  [19, 'host bits', 'ip route add unreachable 10.8.0.5/24\n', ['invalid-prefix', '10.8.0.5/24', 'cured']],
  [
    20,
    'a second default route',
    `${ROUTED}ip -n a route add default via 10.0.1.1\n`,
    ['file-exists', 'default', 'cured'],
  ],
  [21, 'gw', 'ip route add default gw 10.211.55.1 metric 5\n', ['unknown-command-word', 'gw', 'cured']],
  [21, 'ip link addr', 'ip link addr add 10.0.0.1/24 dev lo\n', ['unknown-command-word', 'addr', 'cured']],
  [21, 'no dev', 'ip addr add 10.0.0.1/24 lo\n', ['unknown-command-word', 'lo', 'cured']],
  [21, 'no device', 'ip link set up\n', ['incomplete-command', 'up']],
  [22, 'a namespace', 'ip netns add red\nip netns exec rad ip link\n', ['no-such-netns', 'rad', 'cured']],
  [22, 'a device', 'ip link set eht0 up\n', ['no-such-device', 'eht0', 'cured']],
  [22, 'a kind', 'ip link add x type vteh\n', ['unknown-command-word', 'vteh', 'cured']],
  [22, 'a setting', 'sysctl -w net.ipv4.ip_foward=1\n', ['no-such-sysctl', 'net.ipv4.ip_foward=1', 'cured']],
  [23, 'a namespace again', 'ip netns add a\nip netns add a\n', ['file-exists', 'a', 'cured']],
  [
    23,
    'an address again',
    'ip addr add 10.0.0.1/24 dev lo\nip addr add 10.0.0.1/24 dev lo\n',
    ['file-exists', '10.0.0.1/24', 'cured'],
  ],
  [
    24,
    'a long name',
    'ip link add a-very-long-device-name type dummy\n',
    ['name-too-long', 'a-very-long-device-name', 'cured'],
  ],
  [25, 'an empty table', 'ip rule add from 10.0.0.0/8 table 100\n', ['empty-table', '100']],
  [
    26,
    'a rule again',
    'ip route add default via 10.211.55.1 table 100\nip rule add from 10.0.0.0/8 table 100\nip rule add from 10.0.0.0/8 table 100\n',
    ['duplicate-rule', 'add', 'cured'],
  ],
  [27, 'no protocol', 'iptables -A INPUT --dport 80 -j ACCEPT\n', ['match-without-protocol', '--dport', 'cured']],
  [27, 'no match', 'iptables -A INPUT --ctstate NEW -j ACCEPT\n', ['match-without-protocol', '--ctstate', 'cured']],
  [28, 'the wrong side', 'iptables -t nat -A PREROUTING -o eth0 -j ACCEPT\n', ['wrong-chain', '-o', 'cured']],
  [28, 'the wrong chain', 'iptables -A FORWARD -o eth0 -j MASQUERADE\n', ['wrong-chain', 'MASQUERADE', 'cured']],
  [28, 'the wrong table', 'iptables -A POSTROUTING -j MASQUERADE\n', ['no-such-chain', 'POSTROUTING', 'cured']],
  [28, 'a policy that is none', 'iptables -P FORWARD REJECT\n', ['wrong-chain', 'REJECT', 'cured']],
  [28, 'a target that is none', 'iptables -A INPUT -j DROPP\n', ['no-such-chain', 'DROPP', 'cured']],
  [
    29,
    'ACCEPT after DROP',
    'iptables -A INPUT -j DROP\niptables -A INPUT -p tcp --dport 22 -j ACCEPT\n',
    ['shadowed-rule', 'ACCEPT'],
  ],
  [
    29,
    'only answers',
    'sysctl -qw net.ipv4.ip_forward=1\niptables -P FORWARD DROP\niptables -A FORWARD -m state --state ESTABLISHED -j ACCEPT\n',
    ['no-new-connections', 'ESTABLISHED'],
  ],
  [29, 'no target', 'iptables -A INPUT -p tcp --dport 22\n', ['rule-without-target', 'INPUT']],
  [
    30,
    'INPUT for what is routed',
    `${ROUTED}ip netns exec r iptables -A INPUT -d 10.0.2.10 -j DROP\n`,
    ['wrong-hook', 'INPUT', 'cured'],
  ],
  [
    30,
    'and past it',
    `${ROUTED}ip netns exec r iptables -A INPUT -s 10.0.1.10 -j DROP\n${FAR}`,
    ['input-passed-by', 'INPUT'],
  ],
  [
    31,
    'a hairpin',
    `${SWITCHED}ip addr add 10.0.0.254/24 dev br0\nsysctl -qw net.ipv4.ip_forward=1\nip addr add 203.0.113.1/32 dev lo\nfor n in 1 2 3; do ip -n h$n route add default via 10.0.0.254; done\niptables -t nat -A PREROUTING -d 203.0.113.1 -j DNAT --to-destination 10.0.0.2\nip netns exec h1 ping -c1 -W1 203.0.113.1\n`,
    ['hairpin-nat', '203.0.113.1', 'cured'],
  ],
  [
    32,
    'a narrow way',
    `${ROUTED}ip -n r link set rb mtu 1400\nip -n b link set b0 mtu 1400\nip netns exec a ping -c 1 -W 1 -M do -s 1472 10.0.2.10\n`,
    ['packet-lost', '10.0.2.10'],
  ],
  [32, 'a narrow end', `${ROUTED}ip -n b link set b0 mtu 1400\n`, ['mtu-mismatch', '1400', 'cured']],
  [33, 'dev without via', ROUTED.replace('via 10.0.1.1', 'dev a0'), ['route-without-gateway', 'a0', 'cured']],
  [
    34,
    'a wrong MAC',
    `${ROUTED}ip -n a neigh add 10.0.1.1 lladdr 02:00:00:00:00:99 dev a0\n`,
    ['wrong-mac', '02:00:00:00:00:99', 'cured'],
  ],
  [
    34,
    'one MAC twice',
    `${SWITCHED}for n in 1 2; do ip -n h$n link set eth0 address 02:00:00:00:00:01; done\n`,
    ['duplicate-mac', '02:00:00:00:00:01'],
  ],
  [
    35,
    'a loop',
    'ip link add br0 up type bridge\nip link add br1 up type bridge\nip link add x0 type veth peer name y0\nip link add x1 type veth peer name y1\nfor d in x0 x1; do ip link set $d master br0 up; done\nip link set y0 master br1 up\nip link set y1 master br1 up\n',
    ['bridge-loop', 'y1'],
  ],
  [
    36,
    'the network as a host',
    'ip link add d0 up type dummy\nip addr add 10.0.1.0/24 dev d0\n',
    ['network-address', '10.0.1.0/24'],
  ],
  [
    36,
    'the broadcast address as a host',
    'ip link add d0 up type dummy\nip addr add 10.0.1.255/24 dev d0\n',
    ['network-address', '10.0.1.255/24'],
  ],
  [37, 'half an ICMP type', 'iptables -A INPUT -p icmp --icmp-type echo -j ACCEPT\n', ['invalid-value', 'echo']],
  [37, 'a mask', 'iptables -A INPUT -s 10.0.0.0/33 -j ACCEPT\n', ['invalid-value', '10.0.0.0/33']],
  [37, 'an address', 'iptables -A INPUT -s 10.0.0.300 -j ACCEPT\n', ['invalid-value', '10.0.0.300']],
  [
    37,
    'a state',
    'iptables -A INPUT -m conntrack --ctstate ESTABLISHD -j ACCEPT\n',
    ['invalid-value', 'ESTABLISHD', 'cured'],
  ],
];

describe('the labs that the mistakes are made in give nothing to complain of', () => {
  test.each([ROUTED + FAR, SWITCHED + NEAR, HOME])('%s', (text) => {
    expect(createLanguageService().check(labDocument(text))).toEqual([]);
  });
});

describe('mistakes', () => {
  const rows = MISTAKES.map(([number, what, text, ...expected]) => ({ number, what, text, expected }));
  test.each(rows)('$number: $what', ({ text, expected }) => {
    const document = labDocument(text);
    const service = createLanguageService();
    const found = service.check(document);
    const lines = text.split('\n');
    const told = found.map(
      ({ rule, range: { start, end } }) => `${rule}: ${lines[start.line]!.slice(start.character, end.character)}`,
    );
    for (const [rule, word, cured] of expected) {
      expect(told).toContain(`${rule}: ${word}`);
      if (cured === undefined) continue;
      const fixed = applied(document, service.fixAll(document));
      expect(
        createLanguageService()
          .check(labDocument(fixed))
          .map((each) => each.rule),
        fixed,
      ).not.toContain(rule);
    }
  });

  test('none of the list is left out', () => {
    const numbers = new Set(MISTAKES.map(([number]) => number));
    expect([...numbers]).toEqual(Array.from({ length: 37 }, (_, index) => index + 1));
  });
});
