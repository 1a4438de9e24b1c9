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
import type { Lint } from './lint.ts';
import { lossesOf } from './losses.ts';

export const packetLost: Lint = {
  rule: 'packet-lost',
  *check(lab) {
    for (const { record, fate, due } of lossesOf(lab)) {
      if (due !== undefined) continue;
      const maker = lab.recordOf(fate.cause);
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: fate.summary,
        related:
          maker === undefined || maker === record ? [] : [{ range: maker.range, message: 'This line decided it.' }],
      };
    }
  },
};
