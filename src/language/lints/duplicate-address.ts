/**
 * # duplicate-address
 *
 * Two devices on one wire have the same address.
 *
 * Whoever answers ARP first gets the packets, and which one that is changes from time to time. Linux does not check.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.1/24 dev v1
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
import { formatIpv4 } from '../../net/ipv4.ts';
import { spokenNetns } from '../fixes/netns.ts';
import { configuredIpv4, type Ipv4Address } from '../network/ipv4-addresses.ts';
import type { Device } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const duplicateAddress: Lint = {
  rule: 'duplicate-address',
  *check(lab) {
    for (const { address, other } of duplicates(lab.network)) {
      const maker = lab.recordOf(address.info.cause);
      const otherMaker = lab.recordOf(other.info.cause);
      if (maker === undefined) continue;
      const text = formatIpv4(address.local);
      const holder = `${other.device.link.name} in ${spokenNetns(other.device.place.name)}`;
      yield {
        range: lab.wordIn(maker, `${text}/${address.length}`, text),
        message: `${text} is already the address of ${holder} on the same wire.`,
        related:
          otherMaker === undefined
            ? []
            : [
                {
                  range: lab.wordIn(otherMaker, `${text}/${other.length}`, text),
                  message: `${holder} has it from here.`,
                },
              ],
      };
    }
  },
};

/** The addresses that another device on the same wire has had before. */
const duplicates = remembered(function* (network): Generator<{ address: Ipv4Address; other: Ipv4Address }> {
  const first = new Map<readonly Device[], Map<number, Ipv4Address>>();
  for (const address of configuredIpv4(network)) {
    const domain = network.domainOf(address.device);
    const known = first.get(domain) ?? new Map<number, Ipv4Address>();
    first.set(domain, known);
    const other = known.get(address.local);
    if (other === undefined) known.set(address.local, address);
    else if (other.device !== address.device) yield { address, other };
  }
});
