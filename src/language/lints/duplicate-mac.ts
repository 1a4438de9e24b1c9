/**
 * # duplicate-mac
 *
 * Two stations on one wire have the same MAC address.
 *
 * A bridge learns an address at the port it came by last, so frames for both go now to the one, now to the other; and a
 * station takes its twin's frames for its own, returned.
 *
 * ```netlab wrong
 * ip netns add a
 * ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a link set v1 address 02:00:00:00:00:01 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ```
 *
 * ```netlab right
 * ip netns add a
 * ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns a
 * ip addr add 10.0.0.1/24 dev v0
 * ip link set v0 up
 * ip -n a link set v1 address 02:00:00:00:00:02 up
 * ip -n a addr add 10.0.0.2/24 dev v1
 * ```
 */

import type { CommandRecord } from '../../lab/command-record.ts';
import { formatMac, type Mac } from '../../net/mac.ts';
import type { Analysis } from '../analysis.ts';
import { spokenNetns } from '../fixes/netns.ts';
import type { Device } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const duplicateMac: Lint = {
  rule: 'duplicate-mac',
  *check(lab) {
    for (const { device, other } of twins(lab.network)) {
      const mac = formatMac(device.link.mac);
      const [setter, before] = [setting(lab, device, mac), setting(lab, other, mac)];
      const last = setter ?? before;
      if (last === undefined) continue;
      const twin = last === setter ? other : device;
      const related = last === setter && before !== undefined && before !== setter ? before : undefined;
      yield {
        range: lab.wordIn(last, mac),
        message: `${mac} is the MAC of ${twin.link.name} in ${spokenNetns(twin.place.name)} on the same wire already.`,
        related:
          related === undefined
            ? []
            : [{ range: lab.wordIn(related, mac), message: `${twin.link.name} has it from here.` }],
      };
    }
  },
};

/** The last command that gave a device a MAC. */
/** The devices with addresses whose MAC another one on the same wire has too. */
const twins = remembered(function* (network): Generator<{ device: Device; other: Device }> {
  const first = new Map<readonly Device[], Map<Mac, Device>>();
  for (const device of network.devices) {
    if (!device.addresses.some(({ family }) => family === 4) || device.link.kind === 'loopback') continue;
    const domain = network.domainOf(device);
    const known = first.get(domain) ?? new Map<Mac, Device>();
    first.set(domain, known);
    const other = known.get(device.link.mac);
    if (other === undefined) known.set(device.link.mac, device);
    if (other === undefined || other.place === device.place) continue;
    if (network.lowerOf(other) !== device && network.lowerOf(device) !== other) yield { device, other };
  }
});

function setting(lab: Analysis, { link, place }: Device, mac: string): CommandRecord | undefined {
  return lab.run.commands.findLast(
    (record) =>
      record.exitCode === 0 &&
      record.argv.includes(link.name) &&
      record.argv.some((word) => word.toLowerCase() === mac) &&
      ((lab.netnsOf(record) || 'host') === place.name || record.argv.includes('add')),
  );
}
