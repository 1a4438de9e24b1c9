/**
 * # stp-not-settled
 *
 * Packets are sent while the spanning tree is still being built.
 *
 * With the spanning tree switched on, a port that comes up listens for `forward_delay` (15 s by default), learns for as
 * long again, and passes nothing until then. Whoever is behind it seems to be unreachable for half a minute.
 *
 * ```netlab wrong
 * ip netns add a
 * ip link add sw up type bridge stp_state 1
 * ip addr add 10.0.0.1/24 dev sw
 * ip link add port type veth peer name eth0 netns a
 * ip link set port master sw up
 * ip -n a addr add 10.0.0.2/24 dev eth0
 * ip -n a link set eth0 up
 * ip netns exec a ping -c 1 10.0.0.1
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip link add sw up type bridge stp_state 1
 * ip addr add 10.0.0.1/24 dev sw
 * ip link add port type veth peer name eth0 netns a
 * ip link set port master sw up
 * ip -n a addr add 10.0.0.2/24 dev eth0
 * ip -n a link set eth0 up
 * sleep 31
 * ip netns exec a ping -c 1 10.0.0.1
 * ```
 */
import type { Decision } from '../../kernel/trace.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { spokenNetns } from '../fixes/netns.ts';
import { Network } from '../network/network.ts';
import type { Lint } from './lint.ts';
import { type Loss, lossesOf } from './losses.ts';

export const stpNotSettled: Lint = {
  rule: 'stp-not-settled',
  *check(lab) {
    for (const loss of lossesOf(lab)) {
      const { record, due } = loss;
      if (due?.to !== 'spanning-tree') continue;
      const { device, state, cause } = due.event.decision as Extract<Decision, { kind: 'device' }>;
      const where = spokenNetns(lab.history.nameOf(due.event.netns) || 'host');
      const maker = lab.recordOf(cause);
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: `The spanning tree is still being built: the port ${device} in ${where} is ${state} and passes nothing yet.`,
        related: maker === undefined ? [] : [{ range: maker.range, message: 'The spanning tree is switched on here.' }],
        fixes: () => fixesFor(lab, loss, device),
      };
    }
  },
};

/** Waits until the port forwards: both delays, and a second for the bridges to agree. */
function fixesFor(lab: Analysis, { record }: Loss, port: string): Fix[] {
  const network = Network.of(lab.kernelAfter(record.index));
  const device = network.devices.find(({ link }) => link.name === port && link.port !== undefined);
  const delay = (device && network.masterOf(device)?.link.bridge?.forwardDelay) ?? 1500;
  const seconds = Math.ceil((2 * delay) / 100) + 1;
  const edit = insertLineBefore(lab, record.range, `sleep ${seconds}`);
  return [{ title: `Wait ${seconds} s for the spanning tree`, edits: [edit], preferred: true }];
}
