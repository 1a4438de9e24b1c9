/**
 * # port-not-added
 *
 * The end of a cable at a switch is no port of the bridge.
 *
 * Making a veth pair connects nothing with the bridge beside it: its end has to become a port (`ip link set DEV master
 * BRIDGE`). Until then nobody hears what comes by it.
 *
 * ```netlab wrong
 * ip netns add a
 * ip netns add b
 * ip link add br0 up type bridge
 * ip link add pa type veth peer name eth0 netns a
 * ip link add pb type veth peer name eth0 netns b
 * ip link set pa up master br0
 * ip link set pb up
 * ip -n a link set eth0 up
 * ip -n b link set eth0 up
 * ip -n a addr add 10.0.0.1/24 dev eth0
 * ip -n b addr add 10.0.0.2/24 dev eth0
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip netns add b
 * ip link add br0 up type bridge
 * ip link add pa type veth peer name eth0 netns a
 * ip link add pb type veth peer name eth0 netns b
 * ip link set pa up master br0
 * ip link set pb up master br0
 * ip -n a link set eth0 up
 * ip -n b link set eth0 up
 * ip -n a addr add 10.0.0.1/24 dev eth0
 * ip -n b addr add 10.0.0.2/24 dev eth0
 * ```
 */
import { formatIpv4, isInNetwork } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { lastMention } from '../fixes/last-mention.ts';
import { commandIn, spokenNetns } from '../fixes/netns.ts';
import { type Ipv4Address, ipv4Of } from '../network/ipv4-addresses.ts';
import type { Device, Network } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const portNotAdded: Lint = {
  rule: 'port-not-added',
  *check(lab) {
    for (const { bridge, end, address } of looseEnds(lab.network)) {
      const maker = lab.recordOf(end.link.cause);
      if (maker === undefined) continue;
      yield {
        range: lab.wordIn(maker, end.link.name),
        message: `${end.link.name} is no port of ${bridge.link.name}: ${formatIpv4(address.local)} in ${spokenNetns(address.device.place.name)} does not reach the others of its network.`,
        fixes: () => fixesFor(lab, end, bridge),
      };
    }
  },
};

/** Cables that end beside a bridge, and an address at their other end of the network that is behind the bridge. */
const looseEnds = remembered(function* (network): Generator<{ bridge: Device; end: Device; address: Ipv4Address }> {
  for (const bridge of network.devices.filter(({ link }) => link.kind === 'bridge')) {
    let stations: readonly Ipv4Address[] | undefined;
    for (const end of bridge.place.devices) {
      const host = isLoose(network, end) ? network.peerOf(end) : undefined;
      if (host === undefined) continue;
      stations ??= ipv4Of(network.domainOf(bridge));
      const address = ipv4Of([host]).find((each) =>
        stations!.some(({ local, length }) => length === each.length && isInNetwork(local, each.local, length)),
      );
      if (address !== undefined) yield { bridge, end, address };
    }
  }
});

/** An end of a cable that nothing uses: no bridge, no address, no route, no device upon it. */
function isLoose(network: Network, device: Device): boolean {
  const { link, place, addresses } = device;
  if (link.kind !== 'veth' || link.master !== undefined || addresses.some(({ family }) => family === 4)) return false;
  if (place.routes.some(({ nextHops }) => nextHops.some(({ ifindex }) => ifindex === link.ifindex))) return false;
  return !network.devices.some((each) => network.lowerOf(each) === device);
}

function fixesFor(lab: Analysis, { link, place }: Device, bridge: Device): Fix[] {
  const last = lastMention(lab, link.name, place.kind === 'host' ? '' : place.name);
  if (last === undefined) return [];
  const command = `ip link set ${link.name} master ${bridge.link.name}`;
  const edit = insertLineAfter(lab, last.range, commandIn(place.name, command, lab.lineOf(last)));
  return [{ title: `Make ${link.name} a port of ${bridge.link.name}`, edits: [edit], preferred: true }];
}
