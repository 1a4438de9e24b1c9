/**
 * # vlan-filtering-off
 *
 * Ports are put into VLANs, but their bridge does not heed VLANs.
 *
 * A bridge takes `bridge vlan add` at any time, and keeps it for later: until `vlan_filtering` is 1, every port hears
 * every frame, whatever its VLAN.
 *
 * ```netlab wrong
 * ip link add sw up type bridge
 * ip link add v0 type veth peer name v1
 * ip link set v0 master sw up
 * ip link set v1 up
 * bridge vlan add dev v0 vid 10 pvid untagged
 * ```
 *
 * ```netlab right
 * ip link add sw up type bridge vlan_filtering 1
 * ip link add v0 type veth peer name v1
 * ip link set v0 master sw up
 * ip link set v1 up
 * bridge vlan add dev v0 vid 10 pvid untagged
 * ```
 */
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { commandIn, runsOnce } from '../fixes/netns.ts';
import type { Device } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const vlanFilteringOff: Lint = {
  rule: 'vlan-filtering-off',
  *check(lab) {
    for (const { bridge, vlans } of unheeded(lab.network)) {
      // VLAN 1 comes by itself.
      const vlan = vlans.find(({ cause }) => lab.recordOf(cause)?.argv.includes('vid'));
      if (vlan === undefined) continue;
      const made = lab.recordOf(bridge.link.cause);
      const { name } = bridge.link;
      yield {
        range: lab.wordIn(lab.recordOf(vlan.cause)!, String(vlan.id)),
        message: `${name} does not heed VLANs (vlan_filtering is 0): every port hears every frame.`,
        related: made === undefined ? [] : [{ range: lab.wordIn(made, name), message: `${name} is made here.` }],
        fixes: () => fixesFor(lab, bridge),
      };
    }
  },
};

/** The bridges that do not heed VLANs, with those that they and their ports have. */
const unheeded = remembered((network) =>
  network.devices
    .filter(({ link: { bridge } }) => bridge !== undefined && !bridge.vlanFiltering)
    .map((bridge) => {
      const members = [bridge, ...network.portsOf(bridge)].sort((a, b) => a.link.ifindex - b.link.ifindex);
      return { bridge, vlans: members.flatMap((each) => network.vlansOf(each) ?? []) };
    }),
);

function fixesFor(lab: Analysis, { link, place }: Device): Fix[] {
  const maker = lab.recordOf(link.cause);
  if (maker === undefined || !runsOnce(lab, maker)) return [];
  const netns = place.kind === 'host' ? '' : place.name;
  const command = commandIn(netns, `ip link set ${link.name} type bridge vlan_filtering 1`, lab.lineOf(maker));
  return [
    { title: `Let ${link.name} heed VLANs`, edits: [insertLineAfter(lab, maker.range, command)], preferred: true },
  ];
}
