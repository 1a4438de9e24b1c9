/**
 * # packet-lost
 *
 * The packets of this command did not arrive, or no answer came back.
 *
 * The message says where the packet died and why; the related place is the line that decided it.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ip netns exec red iptables -A INPUT -j DROP
 * ping -c 1 -W 1 10.0.0.2
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ping -c 1 -W 1 10.0.0.2
 * ```
 */
import type { Analysis } from '../analysis.ts';
import type { Fix, Related } from '../finding.ts';
import { acceptFixes } from '../fixes/accept.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { commandIn, spokenNetns } from '../fixes/netns.ts';
import type { Lint } from './lint.ts';
import { type Loss, lossesOf } from './losses.ts';
import { relatedTo } from './related.ts';

export const packetLost: Lint = {
  rule: 'packet-lost',
  *check(lab) {
    for (const loss of lossesOf(lab)) {
      const { record, fate, due } = loss;
      // Where no packet was sent none was lost: the program says itself what it did not like.
      if (due !== undefined || fate.packet === undefined) continue;
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: fate.summary,
        record,
        related: relatedOf(lab, loss),
        fixes: () => fixesFor(lab, loss),
      };
    }
  },
};

/** The line that decided it; where none did, the one that made the namespace where the packet ended. */
function relatedOf(lab: Analysis, { record, fate }: Loss): Related[] {
  const end = fate.root ?? fate.packet?.end;
  const dead =
    end?.decision?.kind === 'device' && end.decision.state === 'no-carrier' ? end.decision.device : undefined;
  const device = lab.network.devices.find(({ place, link }) => place.netns.id === end?.netns && link.name === dead);
  const peer = device === undefined ? undefined : lab.network.peerOf(device);
  if (peer !== undefined && !peer.link.up)
    return relatedTo(lab, peer.link.cause, `The other end, ${peer.link.name}, is down.`, peer.link.name);
  if (lab.recordOf(fate.cause) !== undefined)
    return fate.cause === record.index ? [] : relatedTo(lab, fate.cause, 'This line decided it.');
  const netns = end === undefined ? '' : lab.history.nameOf(end.netns);
  return relatedTo(
    lab,
    lab.history.madeNamespace(netns),
    `It ended in ${spokenNetns(netns)}, which is made here.`,
    netns,
  );
}

function fixesFor(lab: Analysis, { record, fate }: Loss): Fix[] {
  const { packet } = fate;
  const end = fate.root ?? packet?.end;
  if (end === undefined) return [];
  if (end.decision?.kind === 'chain') return acceptFixes(lab, record, end, end.decision, packet?.parent !== undefined);
  if (end.reason !== 'IP_INADDRERRORS') return [];
  const netns = lab.history.nameOf(end.netns);
  const command = commandIn(netns, 'sysctl -w net.ipv4.ip_forward=1', lab.lineOf(record));
  return [
    {
      title: `Switch forwarding on in ${spokenNetns(netns)}`,
      edits: [insertLineBefore(lab, record.range, command)],
      preferred: false,
    },
  ];
}
