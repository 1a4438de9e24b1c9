/**
 * # address-without-prefix
 *
 * An address is given without a prefix length, so Linux takes /32: a network of one address.
 *
 * A /32 brings no connected route: no neighbour is reachable, and no gateway is valid. Linux says nothing. Where a /32 is
 * meant, write it.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.1 dev v0
 * ip link set v0 up
 * ip link set v1 up
 * ```
 *
 * ```netlab right
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip link set v1 up
 * ```
 */
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { configuredIpv4, type Ipv4Address, ipv4Of } from '../network/ipv4-addresses.ts';
import type { Lint } from './lint.ts';

export const addressWithoutPrefix: Lint = {
  rule: 'address-without-prefix',
  *check(lab) {
    for (const address of configuredIpv4(lab.network)) {
      const { device, info, local, length } = address;
      if (length !== 32 || device.link.kind === 'dummy' || info.peer !== undefined) continue;
      const maker = lab.recordOf(info.cause);
      const text = formatIpv4(local);
      const index = maker?.argv.lastIndexOf(text) ?? -1;
      if (index < 0) continue;
      yield {
        range: lab.lineOf(maker!).originOf(index),
        message: `${text} has no prefix length: Linux takes /32, and ${device.link.name} reaches no neighbour.`,
        fixes: () => fixesFor(lab, address, index),
      };
    }
  },
};

/** The prefix length of others on the wire, else the usual /24. */
function fixesFor(lab: Analysis, { device, info, local }: Ipv4Address, index: number): Fix[] {
  const others = ipv4Of(lab.network.domainOf(device)).filter((each) => each.local !== local && each.length < 32);
  const length = others[0]?.length ?? 24;
  const text = formatIpv4(local);
  const edit = replaceWord(lab, lab.lineOf(lab.recordOf(info.cause)!), index, `${text}/${length}`);
  return edit === undefined ? [] : [{ title: `Change to ${text}/${length}`, edits: [edit], preferred: true }];
}
