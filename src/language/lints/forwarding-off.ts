/**
 * # forwarding-off
 *
 * A namespace with several networks is the gateway of a route but does not forward packets.
 *
 * With `net.ipv4.ip_forward` 0, the default, Linux drops what is for somebody else, in silence: no ICMP error tells.
 *
 * ```netlab wrong
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.0.2/24 dev v1
 * ip -n r link set v1 up
 * ip link add w0 type veth peer name w1 netns r
 * ip addr add 10.9.0.1/24 dev w0
 * ip link set w0 up
 * ip -n r addr add 10.9.0.2/24 dev w1
 * ip -n r link set w1 up
 * ip route add 10.8.0.0/16 via 10.0.0.2
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.0.2/24 dev v1
 * ip -n r link set v1 up
 * ip link add w0 type veth peer name w1 netns r
 * ip addr add 10.9.0.1/24 dev w0
 * ip link set w0 up
 * ip -n r addr add 10.9.0.2/24 dev w1
 * ip -n r link set w1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip route add 10.8.0.0/16 via 10.0.0.2
 * ```
 */
import type { RouteInfo } from '../../kernel/fib/requests.ts';
import { formatIpv4, type Ipv4, isInNetwork, isLoopbackIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { commandIn, runsOnce, spokenNetns } from '../fixes/netns.ts';
import { gatewaysOf } from '../network/gateways.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Place } from '../network/network.ts';
import type { Lint } from './lint.ts';

export const forwardingOff: Lint = {
  rule: 'forwarding-off',
  *check(lab) {
    const told = new Set<Place>();
    for (const { owner, route, gateway, place, cause } of gatewaysOf(lab.network)) {
      const maker = lab.recordOf(cause);
      if (owner === undefined || maker === undefined || told.has(owner.place) || owner.place === place) continue;
      const router = owner.place;
      if (router.forwards || router.kind === 'internet' || wires(router) < 2 || isEnd(router, route)) continue;
      told.add(router);
      const made = lab.recordOf(lab.history.madeNamespace(router.name));
      yield {
        range: lab.wordIn(maker, formatIpv4(gateway)),
        message: `${formatIpv4(gateway)} is ${spokenNetns(router.name)}, which does not forward: its net.ipv4.ip_forward is 0.`,
        related:
          made === undefined ? [] : [{ range: lab.wordIn(made, router.name), message: `${router.name} is made here.` }],
        fixes: () => fixesFor(lab, router),
      };
    }
  },
};

/** True where the route is about an address of the gateway itself, on a device that leads nowhere. */
function isEnd(router: Place, { destination }: RouteInfo): boolean {
  const inner = router.devices.filter(({ link }) => link.kind === 'loopback' || link.kind === 'dummy');
  return ipv4Of(inner).some(
    ({ local }) => !isLoopbackIpv4(local) && isInNetwork(local, destination.address as Ipv4, destination.length),
  );
}

/** The devices of a namespace that have an address: a router has two, a mere neighbour one. */
function wires(place: Place): number {
  return place.devices.filter(
    ({ link, addresses }) => link.kind !== 'loopback' && addresses.some((each) => each.family === 4),
  ).length;
}

/** Switches forwarding on below the last address that the router gets. */
function fixesFor(lab: Analysis, router: Place): Fix[] {
  const causes = ipv4Of(router.devices).map(({ info }) => info.cause);
  const makers = causes.flatMap((cause) => lab.recordOf(cause) ?? []).filter((record) => runsOnce(lab, record));
  const last = makers.sort((a, b) => a.index - b.index).at(-1);
  if (last === undefined) return [];
  const netns = router.kind === 'host' ? '' : router.name;
  const command = commandIn(netns, 'sysctl -w net.ipv4.ip_forward=1', lab.lineOf(last));
  return [
    {
      title: `Switch forwarding on in ${spokenNetns(router.name)}`,
      edits: [insertLineAfter(lab, last.range, command)],
      preferred: true,
    },
  ];
}
