/**
 * # reverse-path
 *
 * A packet was dropped because the way back to its sender leads out by another device than it came in by.
 *
 * With `rp_filter` 1 (strict) Linux looks the source of each packet up, and takes it only from the device that it would
 * answer by. ARP requests are checked likewise, so that the fault looks as if the router did not answer ARP. The larger of
 * the settings `all` and that of the device counts; 2 (loose) is content with any way back.
 *
 * ```netlab wrong
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip link add w0 type veth peer name w1 netns r
 * ip addr add 10.0.1.1/24 dev v0
 * ip addr add 10.0.2.1/24 dev w0
 * ip -n r addr add 10.0.1.2/24 dev v1
 * ip -n r addr add 10.0.2.2/24 dev w1
 * for d in v w; do ip link set ${d}0 up; ip -n r link set ${d}1 up; done
 * ip netns exec r sysctl -w net.ipv4.conf.all.rp_filter=1
 * ping -c 1 -W 1 -I 10.0.1.1 10.0.2.2
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip link add v0 type veth peer name v1 netns r
 * ip link add w0 type veth peer name w1 netns r
 * ip addr add 10.0.1.1/24 dev v0
 * ip addr add 10.0.2.1/24 dev w0
 * ip -n r addr add 10.0.1.2/24 dev v1
 * ip -n r addr add 10.0.2.2/24 dev w1
 * for d in v w; do ip link set ${d}0 up; ip -n r link set ${d}1 up; done
 * ip netns exec r sysctl -w net.ipv4.conf.all.rp_filter=2
 * ping -c 1 -W 1 -I 10.0.1.1 10.0.2.2
 * ```
 */

import type { CommandRecord } from '../../lab/command-record.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { commandIn, spokenNetns } from '../fixes/netns.ts';
import type { Lint } from './lint.ts';
import { lossesOf } from './losses.ts';

export const reversePath: Lint = {
  rule: 'reverse-path',
  *check(lab) {
    for (const { record, due } of lossesOf(lab)) {
      if (due?.to !== 'reverse-path') continue;
      const { event, source } = due;
      const netns = lab.history.nameOf(event.netns);
      const setter = settingOf(lab, netns, record);
      const what = event.stage === 'arp' ? 'the ARP request' : 'the packet';
      yield {
        range: lab.lineOf(record).originOf(record.argv.length - 1),
        message: `${event.device} in ${spokenNetns(netns)} drops ${what} from ${formatIpv4(source)}: the way back does not lead out by ${event.device} (rp_filter).`,
        related: setter === undefined ? [] : [{ range: setter.range, message: 'The filter is set here.' }],
        fixes: () => {
          const command = commandIn(netns, `sysctl -w net.ipv4.conf.${event.device}.rp_filter=2`, lab.lineOf(record));
          const edit = insertLineBefore(lab, record.range, command);
          return [{ title: `Be content with any way back on ${event.device}`, edits: [edit], preferred: false }];
        },
      };
    }
  },
};

/** The last command before another one that set a filter of a namespace. */
function settingOf(lab: Analysis, netns: string, { index }: CommandRecord): CommandRecord | undefined {
  return lab.run.commands.findLast(
    (each) => each.index < index && lab.netnsOf(each) === netns && each.argv.some((word) => /rp_filter/.test(word)),
  );
}
