/**
 * # vlan-not-on-port
 *
 * A VLAN device sends frames with a tag to the port of a bridge that is not in this VLAN.
 *
 * A bridge with `vlan_filtering` passes a frame only where the port it comes in by and the port it leaves by are in its
 * VLAN, and drops it in silence otherwise. A trunk has to be in every VLAN that it is to carry, and without `untagged`:
 * else the frames leave it without their tag.
 *
 * ```netlab wrong
 * ip netns add r
 * ip link add sw up type bridge vlan_filtering 1
 * ip link add trunk type veth peer name eth0 netns r
 * ip link set trunk master sw up
 * ip -n r link set eth0 up
 * ip -n r link add link eth0 name eth0.10 type vlan id 10
 * ip -n r link set eth0.10 up
 * ```
 *
 * ```netlab right
 * ip netns add r
 * ip link add sw up type bridge vlan_filtering 1
 * ip link add trunk type veth peer name eth0 netns r
 * ip link set trunk master sw up
 * bridge vlan add dev trunk vid 10
 * ip -n r link set eth0 up
 * ip -n r link add link eth0 name eth0.10 type vlan id 10
 * ip -n r link set eth0.10 up
 * ```
 */
import type { BridgeVlanInfo } from '../../kernel/link/requests.ts';
import type { Analysis } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { lastMention } from '../fixes/last-mention.ts';
import { commandIn, spokenNetns } from '../fixes/netns.ts';
import type { Device, Network } from '../network/network.ts';
import type { Lint } from './lint.ts';

export const vlanNotOnPort: Lint = {
  rule: 'vlan-not-on-port',
  *check(lab) {
    const { network } = lab;
    for (const device of network.devices) {
      const { vlan, name, up } = device.link;
      const maker = lab.recordOf(device.link.cause);
      if (vlan === undefined || maker === undefined || !up) continue;
      for (const port of portsBelow(network, device)) {
        const vlans = vlansOf(network, port);
        const found = vlans?.find(({ id }) => id === vlan.id);
        if (vlans === undefined || found?.untagged === false) continue;
        const made = lab.recordOf(found?.cause ?? port.link.cause);
        const where = `${port.link.name} in ${spokenNetns(port.place.name)}`;
        yield {
          range: lab.wordIn(maker, String(vlan.id), name),
          message:
            found === undefined
              ? `${where} is not in VLAN ${vlan.id}: frames of ${name} end there.`
              : `${where} sends VLAN ${vlan.id} without a tag: ${name} hears nothing of it.`,
          related:
            made === undefined ? [] : [{ range: lab.wordIn(made, port.link.name), message: `The port ${where}.` }],
          fixes: () => fixesFor(lab, port, vlan.id),
        };
      }
    }
  },
};

/** The ports of bridges that the frames of a device arrive at, through bonds and wires; the bridge itself for its own VLANs. */
function portsBelow(network: Network, device: Device): Device[] {
  const lower = network.lowerOf(device);
  if (lower === undefined) return [];
  if (lower.link.kind === 'bridge') return [lower];
  const ends = lower.link.kind === 'bond' ? network.portsOf(lower) : [lower];
  return ends.flatMap((end) => network.peerOf(end) ?? []);
}

/** The VLANs of a port, or of a bridge itself; undefined where none are heeded. */
function vlansOf(network: Network, port: Device): readonly BridgeVlanInfo[] | undefined {
  const bridge = port.link.kind === 'bridge' ? port : network.masterOf(port);
  if (!bridge?.link.bridge?.vlanFiltering) return undefined;
  return network.vlansOf(port);
}

function fixesFor(lab: Analysis, port: Device, id: number): Fix[] {
  const netns = port.place.kind === 'host' ? '' : port.place.name;
  const { name, kind } = port.link;
  const last = lastMention(lab, name, netns);
  if (last === undefined) return [];
  const command = commandIn(
    netns,
    `bridge vlan add dev ${name} vid ${id}${kind === 'bridge' ? ' self' : ''}`,
    lab.lineOf(last),
  );
  return [
    { title: `Let ${name} carry VLAN ${id}`, edits: [insertLineAfter(lab, last.range, command)], preferred: true },
  ];
}
