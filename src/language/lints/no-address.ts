/**
 * # no-address
 *
 * A namespace is wired to an IP network, but none of its devices has an address.
 *
 * Without an address a namespace has no route, answers no ARP, and can neither send nor receive IP packets.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red link set v1 up
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ```
 */
import { broadcastOf, formatIpv4, networkOf } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { lastMention } from '../fixes/last-mention.ts';
import { commandIn } from '../fixes/netns.ts';
import type { Device, Network } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const noAddress: Lint = {
  rule: 'no-address',
  *check(lab) {
    for (const device of withoutAddress(lab.network)) {
      const { place } = device;
      const maker = lab.recordOf(lab.history.movedTo(device.link.name, place.netns.id) ?? device.link.cause);
      if (maker === undefined) continue;
      yield {
        range: lab.wordIn(maker, device.link.name),
        message: `${device.link.name} in namespace ${place.name} has no address: nothing reaches ${place.name} by IP.`,
        fixes: () => fixesFor(lab, device),
      };
    }
  },
};

/** A namespace with a bridge may be a switch, which needs no address. */
/** Of each namespace that has no address, while others on its wire do, a device that should have one. */
const withoutAddress = remembered(function* (network): Generator<Device> {
  for (const place of network.places) {
    if (place.kind !== 'netns' || place.devices.some(isSwitchPart) || place.devices.some(hasIpv4)) continue;
    const device = place.devices.find(
      (each) =>
        each.link.kind !== 'loopback' &&
        !isBuiltUpon(network, each) &&
        network.domainOf(each).some((other) => hasIpv4(other)),
    );
    if (device !== undefined) yield device;
  }
});

function isSwitchPart({ link }: Device): boolean {
  return link.kind === 'bridge' || link.master !== undefined;
}

/** A device that VLANs or macvlans are built upon, here or elsewhere, needs none of its own. */
function isBuiltUpon(network: Network, device: Device): boolean {
  return network.devices.some((each) => network.lowerOf(each) === device);
}

function hasIpv4({ addresses, link }: Device): boolean {
  return link.kind !== 'loopback' && addresses.some((each) => each.family === 4);
}

/** Suggests the first free address of the network on the wire. */
function fixesFor(lab: Analysis, device: Device): Fix[] {
  const domain = lab.network.domainOf(device).flatMap((each) => each.addresses);
  const sample = domain.find((each) => each.family === 4 && each.prefixLength <= 30);
  const last = lastMention(lab, device.link.name, device.place.name);
  if (sample === undefined || last === undefined) return [];
  const length = sample.prefixLength;
  const network = networkOf(sample.local as number, length);
  const taken = new Set(domain.map((each) => each.local));
  for (let address = network + 1; address < broadcastOf(network, length); address++) {
    if (taken.has(address)) continue;
    const text = `${formatIpv4(address)}/${length}`;
    const command = commandIn(device.place.name, `ip addr add ${text} dev ${device.link.name}`, lab.lineOf(last));
    return [{ title: `Give it ${text}`, edits: [insertLineAfter(lab, last.range, command)], preferred: false }];
  }
  return [];
}
