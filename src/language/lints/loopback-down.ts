/**
 * # loopback-down
 *
 * A namespace sends a packet to itself while its device lo is down.
 *
 * Packets to one's own addresses, not just to 127.0.0.1, go through lo. In a new namespace lo is down: `ping 127.0.0.1`
 * is refused, and a ping to an own address gets no answer.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip link set v0 up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ip netns exec red ping -c 1 -W 1 10.0.0.2
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1 netns red
 * ip link set v0 up
 * ip -n red link set lo up
 * ip -n red addr add 10.0.0.2/24 dev v1
 * ip -n red link set v1 up
 * ip netns exec red ping -c 1 -W 1 10.0.0.2
 * ```
 */
import { isLoopbackIpv4, parseIpv4 } from '../../net/ipv4.ts';
import { bringUp } from '../fixes/bring-up.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { spokenNetns } from '../fixes/netns.ts';
import type { Lint } from './lint.ts';

export const loopbackDown: Lint = {
  rule: 'loopback-down',
  *check(lab) {
    for (const record of lab.run.commands) {
      if (record.exitCode === 0 || record.tested) continue;
      const line = lab.lineOf(record);
      if (!line.sendsPackets) continue;
      const index = record.argv.findLastIndex((word) => parseIpv4(word) !== null);
      const target = parseIpv4(record.argv[index] ?? '');
      const place = lab.network.named(lab.netnsOf(record));
      const lo = place?.devices.find((device) => device.link.kind === 'loopback');
      if (target === null || place === undefined || lo === undefined || lo.link.up || lo.link.upCause !== undefined)
        continue;
      const own = place.devices.some((device) => device.addresses.some((each) => each.local === target));
      if (!own && !isLoopbackIpv4(target)) continue;
      yield {
        range: line.originOf(index),
        message: `lo in ${spokenNetns(place.name)} is down: it cannot reach its own addresses.`,
        fixes: () => [
          {
            title: 'Bring lo up first',
            edits: [insertLineBefore(lab, record.range, bringUp('lo', lab.netnsOf(record), line))],
            preferred: true,
          },
        ],
      };
    }
  },
};
