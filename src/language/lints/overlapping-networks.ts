/**
 * # overlapping-networks
 *
 * Two devices of one namespace have addresses in the same network, or in networks that overlap.
 *
 * Each address brings a route to its network. For a destination in both, the longer prefix wins, and of two equal ones the
 * first: everybody behind the other device is sought on the wrong wire.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip link add w0 type veth peer name w1
 * for d in v0 v1 w0 w1; do ip link set $d up; done
 * ip addr add 10.0.1.1/24 dev v0
 * ip addr add 10.0.1.2/24 dev w0
 * ```
 *
 * ```netlab right
 * ip link add v0 type veth peer name v1
 * ip link add w0 type veth peer name w1
 * for d in v0 v1 w0 w1; do ip link set $d up; done
 * ip addr add 10.0.1.1/24 dev v0
 * ip addr add 10.0.2.1/24 dev w0
 * ```
 */
import { formatIpv4, isInNetwork, networkOf } from '../../net/ipv4.ts';
import { spokenNetns } from '../fixes/netns.ts';
import { configuredIpv4, type Ipv4Address } from '../network/ipv4-addresses.ts';
import type { Place } from '../network/network.ts';
import type { Lint } from './lint.ts';
import { relatedTo } from './related.ts';

export const overlappingNetworks: Lint = {
  rule: 'overlapping-networks',
  *check(lab) {
    const before = new Map<Place, Ipv4Address[]>();
    for (const address of configuredIpv4(lab.network)) {
      if (!bringsRoute(address)) continue;
      const { device, local, length, info } = address;
      const earlier = before.get(device.place) ?? [];
      before.set(device.place, earlier);
      const other = earlier.find((each) => overlap(each, address));
      earlier.push(address);
      const maker = lab.recordOf(info.cause);
      if (other === undefined || maker === undefined || device.place.rules.some(({ cause }) => cause >= 0)) continue;
      const text = `${formatIpv4(local)}/${length}`;
      const otherText = `${formatIpv4(other.local)}/${other.length}`;
      const net = `${formatIpv4(networkOf(other.local, other.length))}/${other.length}`;
      const which = other.length === length ? `The network ${net}` : `A network that overlaps with ${net}`;
      yield {
        range: lab.wordIn(maker, text),
        message: `${which} is on ${other.device.link.name} of ${spokenNetns(device.place.name)} already: one of the two wires is not reached.`,
        related: relatedTo(lab, other.info.cause, `${otherText} is set here.`, otherText),
      };
    }
  },
};

/** Host addresses bring no route, and neither do those of a bridge's port, which is another mistake. */
function bringsRoute({ device: { link }, info, length }: Ipv4Address): boolean {
  const isPort = link.master !== undefined && link.portVrfTable === undefined;
  return length < 31 && info.peer === undefined && !info.noPrefixRoute && !isPort;
}

function overlap(a: Ipv4Address, b: Ipv4Address): boolean {
  return (
    a.device !== b.device &&
    a.device.link.portVrfTable === b.device.link.portVrfTable &&
    isInNetwork(a.local, b.local, Math.min(a.length, b.length))
  );
}
