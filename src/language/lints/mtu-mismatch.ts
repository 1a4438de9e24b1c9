/**
 * # mtu-mismatch
 *
 * The two ends of a veth pair have different MTUs.
 *
 * The end with the smaller one throws away what is larger, in silence: no ICMP tells the sender, as it would where a router
 * finds the MTU of its own way out too small. Small packets pass, so that ping works and a download hangs.
 *
 * ```netlab wrong
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a link set v1 up mtu 1400
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip link add v0 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up mtu 1400
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ip -n a link set v1 up mtu 1400
 * ```
 */
import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { commandIn, runsOnce, spokenNetns } from '../fixes/netns.ts';
import type { Device, Network } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const mtuMismatch: Lint = {
  rule: 'mtu-mismatch',
  *check(lab) {
    for (const { small, large } of mismatches(lab.network)) {
      const setter = settingOf(lab, small) ?? settingOf(lab, large);
      if (setter === undefined) continue;
      yield {
        range: lab.wordIn(setter, String(small.link.mtu), String(large.link.mtu)),
        message: `${named(small)} takes frames of ${small.link.mtu} bytes, ${named(large)} at the other end sends up to ${large.link.mtu}: larger ones are lost without a word.`,
        fixes: () => fixesFor(lab, setter, small, large),
      };
    }
  },
};

/** The wires whose ends differ, where somebody sends more than the small end takes. */
const mismatches = remembered(function* (network): Generator<{ small: Device; large: Device }> {
  for (const small of network.devices) {
    const large = small.link.kind === 'veth' ? network.peerOf(small) : undefined;
    if (large === undefined || small.link.mtu >= large.link.mtu || !sendsMore(network, large, small)) continue;
    yield { small, large };
  }
});

/** True where somebody on the wire sends frames that the small end does not take: none does where all are set alike. */
function sendsMore(network: Network, large: Device, small: Device): boolean {
  return network
    .domainOf(large)
    .some(({ link, addresses }) => link.mtu > small.link.mtu && addresses.some(({ family }) => family === 4));
}

function named({ link, place }: Device): string {
  return place.kind === 'host' ? link.name : `${link.name} in ${spokenNetns(place.name)}`;
}

/** The last command that gave a device its MTU. */
function settingOf(lab: Analysis, { link, place }: Device): CommandRecord | undefined {
  return lab.run.commands.findLast((record) => {
    const { argv } = record;
    const at = argv.indexOf('mtu');
    if (at < 0 || argv[at + 1] !== String(link.mtu) || record.exitCode !== 0 || !argv.includes(link.name)) return false;
    const netns = lab.netnsOf(record);
    return (netns === '' ? 'host' : netns) === place.name || argv.includes('add');
  });
}

function fixesFor(lab: Analysis, setter: CommandRecord, small: Device, large: Device): Fix[] {
  if (!runsOnce(lab, setter)) return [];
  const command = `ip link set ${large.link.name} mtu ${small.link.mtu}`;
  const edit = insertLineAfter(lab, setter.range, commandIn(large.place.name, command, lab.lineOf(setter)));
  return [{ title: `Give ${named(large)} an MTU of ${small.link.mtu} too`, edits: [edit], preferred: true }];
}
