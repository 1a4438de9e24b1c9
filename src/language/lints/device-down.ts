/**
 * # device-down
 *
 * A device has an address or is part of a wire or bridge in use, but nothing ever brings it up.
 *
 * Devices are made down, and a device that moves to another namespace arrives down. A device that is down has no connected
 * route, answers no ARP and passes no frame; its peer has no carrier. Linux says nothing about it.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip addr add 10.0.0.1/24 dev v0
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
import type { Analysis } from '../analysis.ts';
import type { Finding, Fix } from '../finding.ts';
import { bringUp } from '../fixes/bring-up.ts';
import { insertLineAfter } from '../fixes/insert-line.ts';
import { lastMention } from '../fixes/last-mention.ts';
import { spokenNetns } from '../fixes/netns.ts';
import type { Device } from '../network/network.ts';
import { remembered } from '../network/remembered.ts';
import type { Lint } from './lint.ts';

export const deviceDown: Lint = {
  rule: 'device-down',
  *check(lab) {
    for (const device of devicesDown(lab.network)) {
      if (!neverUp(lab, device)) continue;
      const use = useOf(lab, device);
      const maker = lab.recordOf(device.link.cause);
      if (use === undefined || maker === undefined) continue;
      yield findingFor(lab, device, use, maker);
    }
  },
};

const devicesDown = remembered((network) =>
  network.devices.filter(
    ({ place, link }) => !link.up && link.kind !== 'loopback' && place.kind !== 'internet' && link.cause >= 0,
  ),
);

/** Down since it was made, or since it was moved. A device that a command took down is meant to be down. */
function neverUp(lab: Analysis, { place, link }: Device): boolean {
  const moved = lab.history.movedTo(link.name, place.netns.id);
  return link.upCause === undefined || link.upCause < 0 || (moved !== undefined && link.upCause <= moved);
}

/** Why it matters that the device is down; undefined while nothing uses it. */
function useOf({ network }: Analysis, device: Device): string | undefined {
  const { link, addresses } = device;
  if (addresses.length > 0) return 'its addresses cannot be used';
  if (link.master !== undefined) return `${link.master.name} passes nothing through it`;
  const [port] = network.portsOf(device);
  if (port !== undefined) return link.kind === 'vrf' ? 'no program can use it' : 'it passes no frame';
  const upper = network.devices.find((other) => network.lowerOf(other) === device);
  if (upper !== undefined) return `${upper.link.name}, which is built upon it, stays down`;
  const peer = network.peerOf(device);
  if (peer === undefined) return undefined;
  const used = peer.link.up || peer.addresses.length > 0 || peer.link.master !== undefined;
  return used ? `${peer.link.name} at the other end has no carrier` : undefined;
}

function findingFor(
  lab: Analysis,
  device: Device,
  use: string,
  maker: NonNullable<ReturnType<Analysis['recordOf']>>,
): Omit<Finding, 'rule'> {
  const { link, place, addresses } = device;
  const moved = lab.recordOf(lab.history.movedTo(link.name, place.netns.id));
  const where = place.kind === 'host' ? '' : ` in ${spokenNetns(place.name)}`;
  return {
    range: lab.wordIn(maker, link.name),
    message: `${link.name}${where} is never brought up: ${use}.`,
    related:
      moved === undefined
        ? []
        : [{ range: lab.wordIn(moved, link.name), message: `${link.name} moves here, and arrives down.` }],
    fixes: () => fixesFor(lab, device, addresses.length > 0 || link.kind === 'bridge'),
  };
}

function fixesFor(lab: Analysis, { link, place }: Device, preferred: boolean): Fix[] {
  const netns = place.kind === 'host' ? '' : place.name;
  const last = lastMention(lab, link.name, netns) ?? lab.recordOf(link.cause);
  if (last === undefined) return [];
  const command = bringUp(link.name, netns, lab.lineOf(last));
  return [{ title: `Bring ${link.name} up`, edits: [insertLineAfter(lab, last.range, command)], preferred }];
}
