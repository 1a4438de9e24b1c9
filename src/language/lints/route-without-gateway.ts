/**
 * # route-without-gateway
 *
 * A route names a device but no gateway, and its destination is not on the wire of that device.
 *
 * `ip route add default dev eth0` says that the whole world is on this wire: ARP asks there for every address, and only
 * a router that answers for others (`proxy_arp`) would help. What is behind a router needs `via`.
 *
 * ```netlab wrong
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.0.2/24 dev v1
 * ip -n r link set v1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip route add 10.9.0.0/16 dev v0
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n r addr add 10.0.0.2/24 dev v1
 * ip -n r link set v1 up
 * ip netns exec r sysctl -w net.ipv4.ip_forward=1
 * ip route add 10.9.0.0/16 via 10.0.0.2
 * ```
 */
import type { RouteInfo } from '../../kernel/fib/requests.ts';
import { formatIpv4, type Ipv4, isInNetwork } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type Ipv4Address, ipv4Of } from '../network/ipv4-addresses.ts';
import type { Device, Network } from '../network/network.ts';
import { answersForOthers } from '../network/proxy-arp.ts';
import { remembered } from '../network/remembered.ts';
import { covers } from '../network/routes.ts';
import { neighboursOf } from '../network/stations.ts';
import type { Lint } from './lint.ts';

/** Kinds of device with a wire on which ARP asks. */
const WITH_ARP = new Set(['veth', 'ethernet', 'bridge', 'vlan', 'macvlan', 'bond']);
const MULTICAST = 0xe0000000;

export const routeWithoutGateway: Lint = {
  rule: 'route-without-gateway',
  *check(lab) {
    for (const { route, device, routers } of routesToNobody(lab.network)) {
      const maker = lab.recordOf(route.cause);
      if (maker === undefined) continue;
      yield {
        range: lab.wordIn(maker, device.link.name),
        message: `The route has no gateway: whoever is in ${named(route)} would have to be on the wire of ${device.link.name} itself.`,
        fixes: () => fixesFor(lab, route, device, routers),
      };
    }
  },
};

/** A route without a gateway to where nobody on the wire is, and the routers that are there. */
interface RouteToNobody {
  readonly route: RouteInfo;
  readonly device: Device;
  readonly routers: Ipv4Address[];
}

const routesToNobody = remembered(function* (network): Generator<RouteToNobody> {
  for (const place of network.places) {
    if (place.kind === 'internet') continue;
    for (const route of place.routes) {
      const [hop] = route.nextHops;
      if (route.cause < 0 || route.protocol === 'kernel' || route.type !== 'unicast' || hop === undefined) continue;
      const device = network.device(place.netns, hop.ifindex);
      if (hop.gateway !== undefined || device === undefined || !WITH_ARP.has(device.link.kind)) continue;
      const routers = routersOn(network, device);
      if (leadsNowhere(network, device, route) && routers.length > 0) yield { route, device, routers };
    }
  }
});

function named({ destination: { address, length } }: RouteInfo): string {
  return length === 0 ? 'the rest of the world' : `${formatIpv4(address as Ipv4)}/${length}`;
}

/** True where nobody on the wire has an address that the route is about, and nobody answers for others. */
function leadsNowhere(network: Network, device: Device, route: RouteInfo): boolean {
  const { address, length } = route.destination;
  if ((address as Ipv4) >= MULTICAST || device.link.noArp) return false;
  const own = ipv4Of([device]);
  if (own.some((each) => each.length <= length && isInNetwork(address as Ipv4, each.local, each.length))) return false;
  const neighbours = neighboursOf(network, device);
  const foreign = neighbours.filter(
    ({ local }) => covers(route, local) && !own.some((each) => isInNetwork(local, each.local, each.length)),
  );
  return foreign.length === 0 && !network.domainOf(device).some((each) => answersForOthers(network, each));
}

function routersOn(network: Network, device: Device): Ipv4Address[] {
  const own = ipv4Of([device]);
  return neighboursOf(network, device).filter(
    ({ local, device: { place } }) => place.forwards && own.some((each) => isInNetwork(local, each.local, each.length)),
  );
}

function fixesFor(lab: Analysis, { cause }: RouteInfo, { link }: Device, routers: readonly Ipv4Address[]): Fix[] {
  const line = lab.lineOf(lab.recordOf(cause)!);
  const index = line.argv.lastIndexOf('dev');
  if (index < 0 || line.argv[index + 1] !== link.name) return [];
  return routers.flatMap(({ local }) => {
    const edit = replaceWord(lab, line, index, `via ${formatIpv4(local)} dev`);
    return edit === undefined
      ? []
      : [{ title: `Add via ${formatIpv4(local)}`, edits: [edit], preferred: routers.length === 1 }];
  });
}
