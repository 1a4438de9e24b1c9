/**
 * # hairpin-nat
 *
 * A host uses the outer address of a service that is redirected (DNAT) to a host of its own network.
 *
 * The router sends the request back into the network it came from. The server then sees a sender on its own wire and
 * answers it directly, past the router, from an address that the sender never asked: TCP refuses the answer, and ping
 * remarks `DIFFERENT ADDRESS!`. The router has to hide the sender as well, so that the answer comes back through it.
 *
 * ```netlab wrong
 * ip link add br0 up type bridge
 * ip addr add 10.0.0.254/24 dev br0
 * sysctl -w net.ipv4.ip_forward=1
 * for n in 1 2; do
 *   ip netns add h$n
 *   ip link add p$n type veth peer name eth0 netns h$n
 *   ip link set p$n up master br0
 *   ip -n h$n link set eth0 up
 *   ip -n h$n addr add 10.0.0.$n/24 dev eth0
 *   ip -n h$n route add default via 10.0.0.254
 * done
 * iptables -t nat -A PREROUTING -d 10.211.55.5 -j DNAT --to-destination 10.0.0.2
 * ip netns exec h1 ping -c 1 10.211.55.5
 * ```
 *
 * ```netlab right
 * ip link add br0 up type bridge
 * ip addr add 10.0.0.254/24 dev br0
 * sysctl -w net.ipv4.ip_forward=1
 * for n in 1 2; do
 *   ip netns add h$n
 *   ip link add p$n type veth peer name eth0 netns h$n
 *   ip link set p$n up master br0
 *   ip -n h$n link set eth0 up
 *   ip -n h$n addr add 10.0.0.$n/24 dev eth0
 *   ip -n h$n route add default via 10.0.0.254
 * done
 * iptables -t nat -A PREROUTING -d 10.211.55.5 -j DNAT --to-destination 10.0.0.2
 * iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -d 10.0.0.0/24 -j MASQUERADE
 * ip netns exec h1 ping -c 1 10.211.55.5
 * ```
 */
import type { CommandRecord } from '../../lab/command-record.ts';
import { formatIpv4, type Ipv4, isInNetwork, networkOf, parseIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { commandIn, runsOnce, spokenNetns } from '../fixes/netns.ts';
import { type FirewallRule, firewallOf } from '../network/firewall.ts';
import { type Ipv4Address, ipv4Of } from '../network/ipv4-addresses.ts';
import type { Place } from '../network/network.ts';
import { neighboursOf } from '../network/stations.ts';
import type { Lint } from './lint.ts';
import { relatedTo } from './related.ts';

export const hairpinNat: Lint = {
  rule: 'hairpin-nat',
  *check(lab) {
    const redirections = redirectionsIn(lab);
    if (redirections.length === 0) return;
    for (const record of lab.run.commands) {
      const line = lab.lineOf(record);
      if (!line.sendsPackets || record.tested) continue;
      const place = lab.network.named(lab.netnsOf(record));
      const index = record.argv.findLastIndex((word) => parseIpv4(word) !== null);
      const asked = parseIpv4(record.argv[index] ?? '');
      if (place === undefined || asked === null) continue;
      const met = redirections.find((each) => isAskedFor(each.rule, asked) && each.router !== place);
      const shared = met && sharedNetwork(lab, place, met.target);
      if (met === undefined || shared === undefined || hidesSenders(lab, met.router, shared.local, met.target))
        continue;
      yield {
        range: line.originOf(index),
        message: `${record.argv[index]} is redirected to ${formatIpv4(met.target)}, in the sender's own network: the answer comes directly and from there.`,
        related: relatedTo(lab, met.rule.info.cause, 'The redirection is made here.', 'DNAT'),
        fixes: () => fixesFor(lab, met, shared),
      };
    }
  },
};

interface Redirection {
  readonly router: Place;
  readonly rule: FirewallRule;
  readonly target: Ipv4;
}

function redirectionsIn({ network }: Analysis): Redirection[] {
  return firewallOf(network)
    .filter(({ info }) => info.table === 'nat' && info.chain === 'PREROUTING')
    .flatMap(({ rules, place }) =>
      rules.flatMap((rule) => {
        const target = parseIpv4(/--to-destination ([\d.]+)/.exec(rule.verdict)?.[1] ?? '');
        return target === null ? [] : [{ router: place, rule, target }];
      }),
    );
}

function isAskedFor({ destination, info }: FirewallRule, address: Ipv4): boolean {
  if (info.packets === 0) return false;
  return destination !== undefined && isInNetwork(address, destination.address, destination.length);
}

/** The sender's address in the network of the target, where both are on one wire. */
function sharedNetwork({ network }: Analysis, place: Place, target: Ipv4): Ipv4Address | undefined {
  return ipv4Of(place.devices).find(
    ({ device, local, length }) =>
      device.link.kind !== 'loopback' &&
      isInNetwork(target, local, length) &&
      neighboursOf(network, device).some((each) => each.local === target),
  );
}

/** True where the router puts an address of its own before what goes from one to the other. */
function hidesSenders({ network }: Analysis, router: Place, from: Ipv4, to: Ipv4): boolean {
  return firewallOf(network).some(
    ({ info, place, rules }) =>
      place === router &&
      info.table === 'nat' &&
      info.chain === 'POSTROUTING' &&
      rules.some(
        ({ source, destination, outDevice, info: { target } }) =>
          /^(MASQUERADE|SNAT)$/.test(target) &&
          (source === undefined || isInNetwork(from, source.address, source.length)) &&
          (destination === undefined || isInNetwork(to, destination.address, destination.length)) &&
          (outDevice === undefined ||
            ipv4Of(router.devices.filter(({ link }) => link.name === outDevice)).some((each) =>
              isInNetwork(to, each.local, each.length),
            )),
      ),
  );
}

function fixesFor(lab: Analysis, { router, rule }: Redirection, { local, length }: Ipv4Address): Fix[] {
  const maker: CommandRecord | undefined = lab.recordOf(rule.info.cause);
  if (maker === undefined || !runsOnce(lab, maker)) return [];
  const net = `${formatIpv4(networkOf(local, length))}/${length}`;
  const command = commandIn(
    router.name,
    `iptables -t nat -A POSTROUTING -s ${net} -d ${net} -j MASQUERADE`,
    lab.lineOf(maker),
  );
  return [
    {
      title: `Hide the senders of ${net} in ${spokenNetns(router.name)}`,
      edits: [insertLineAfter(lab, maker.range, command)],
      preferred: true,
    },
  ];
}
