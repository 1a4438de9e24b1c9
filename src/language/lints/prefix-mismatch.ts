/**
 * # prefix-mismatch
 *
 * Two devices on one wire have addresses of the same network, with different prefix lengths.
 *
 * They disagree about who is on the wire: one sends directly, the other has no route back or asks a gateway.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.200/25 dev v1
 * ip -n red link set v1 up
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.200/24 dev v1
 * ip -n red link set v1 up
 * ```
 */
import { formatIpv4, isInNetwork } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { configuredIpv4, type Ipv4Address } from '../network/ipv4-addresses.ts';
import type { Device } from '../network/network.ts';
import { answersForOthers } from '../network/proxy-arp.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const prefixMismatch: Lint = {
  rule: 'prefix-mismatch',
  *check(lab) {
    for (const { address, other } of mismatches(lab.network)) {
      const maker = lab.recordOf(address.info.cause);
      if (maker === undefined) continue;
      const text = `${formatIpv4(address.local)}/${address.length}`;
      const otherText = `${formatIpv4(other.local)}/${other.length}`;
      const otherMaker = lab.recordOf(other.info.cause);
      yield {
        range: lab.wordIn(maker, text),
        message: `${text} does not agree with ${otherText} of ${other.device.link.name} on the same wire.`,
        related:
          otherMaker === undefined
            ? []
            : [{ range: lab.wordIn(otherMaker, otherText), message: `${otherText} is set here.` }],
        fixes: () => fixesFor(lab, address, other.length),
      };
    }
  },
};

/** The addresses that do not agree with one that was there before on the same wire. */
const mismatches = remembered(function* (network): Generator<{ address: Ipv4Address; other: Ipv4Address }> {
  const seen = new Map<readonly Device[], Ipv4Address[]>();
  for (const address of configuredIpv4(network)) {
    if (address.length === 32 || address.info.peer !== undefined) continue;
    const domain = network.domainOf(address.device);
    const before = seen.get(domain) ?? [];
    seen.set(domain, before);
    const other = before.find((each) => disagree(each, address));
    // One address of each network and length is enough to compare the others with.
    if (!before.some((each) => agree(each, address))) before.push(address);
    if (other === undefined) continue;
    // Who answers for others makes one network of two wires: its own mask has to be longer.
    if (!domain.some((device) => answersForOthers(network, device))) yield { address, other };
  }
});

function disagree(a: Ipv4Address, b: Ipv4Address): boolean {
  return (
    a.length !== b.length &&
    a.device.place !== b.device.place &&
    isInNetwork(a.local, b.local, Math.min(a.length, b.length))
  );
}

function agree(a: Ipv4Address, b: Ipv4Address): boolean {
  return a.length === b.length && a.device.place === b.device.place && isInNetwork(a.local, b.local, a.length);
}

function fixesFor(lab: Analysis, { info, local, length }: Ipv4Address, wanted: number): Fix[] {
  const line = lab.lineOf(lab.recordOf(info.cause)!);
  const text = formatIpv4(local);
  const index = line.indexOf(`${text}/${length}`);
  const edit = index < 0 ? undefined : replaceWord(lab, line, index, `${text}/${wanted}`);
  return edit === undefined ? [] : [{ title: `Change to ${text}/${wanted}`, edits: [edit], preferred: false }];
}
