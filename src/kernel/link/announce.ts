import { ETH_P_8021Q } from '../../net/ethernet.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import type { Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import { learn } from './bridge-learn.ts';
import { joinIpv6Groups, leaveIpv6Group } from './bridge-snooping.ts';
import type { VlanGroup } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import { ipv6GroupsOf } from './groups.ts';
import { vlanDevice } from './receive-vlan.ts';

/** Frames without a tag. */
const UNTAGGED = 0;

/** A frame of a device on its way through bridges. */
interface Announcement {
  readonly mac: Mac;
  readonly cause: Cause;
  readonly reached: Set<Device>;
  /** The groups of IPv6 that it tells of, and whether its device is in them or leaves them. */
  readonly groups: readonly Ipv6[];
  readonly leaves: boolean;
}

/**
 * What bridges learn from the frames a device sends while it makes sure of its link-local address (neighbour
 * solicitation and MLD report: addrconf_dad_begin, mld_send_report). The frames themselves are not simulated: they go to
 * groups, so that they reach every bridge of the segment and change nothing else.
 */
export function announce(device: Device): void {
  send(device, ipv6GroupsOf(device), false);
}

/** What they learn of a device that asks for routers (ndisc_send_rs): where it is. */
export function announceStation(device: Device): void {
  send(device, [], false);
}

/** What they learn of a group of IPv6 that a device leaves (igmp6_leave_group). */
export function announceLeave(device: Device, group: Ipv6): void {
  if (device.up && device.carrier && !device.isLoopback) send(device, [group], true);
}

function send(device: Device, groups: readonly Ipv6[], leaves: boolean): void {
  const cause = device.upCause ?? device.cause;
  const frame = { mac: device.mac, cause, reached: new Set<Device>(), groups, leaves };
  transmit(device, UNTAGGED, frame);
}

/** A frame leaves by a bridge's ports, by the device below, or by the wire. */
function transmit(device: Device, tag: number, frame: Announcement): void {
  const { bridge, lower } = device;
  if (lower !== null) return transmit(lower, device.vlan?.id ?? tag, frame);
  if (bridge === null) return arrive(device.wire, tag, frame);
  const vlan = vlanOf(bridge, bridge.vlans, tag);
  if (vlan === undefined) return;
  hear(bridge, null, vlan, frame);
  leave(bridge, null, vlan, frame);
}

/** What the frame tells of groups, to a bridge that snoops. */
function hear(bridge: Bridge, port: BridgePort | null, vlan: number, { groups, leaves, mac }: Announcement): void {
  if (!bridge.multicast.snooping || !bridge.device.up) return;
  const origin = { bridge, port, vlan: bridge.vlanFiltering ? vlan : 0, station: mac };
  if (!leaves) return joinIpv6Groups(bridge.device.netns.kernel, origin, groups);
  for (const group of groups) leaveIpv6Group(bridge.device.netns.kernel, origin, group);
}

/** The VLAN of a frame with a tag or none, where VLANs are heeded; undefined when it is dropped. */
function vlanOf(bridge: Bridge, group: VlanGroup, tag: number): number | undefined {
  if (!bridge.vlanFiltering) return tag;
  const id = tag === UNTAGGED ? group.pvid : tag;
  return group.entries.has(id) ? id : undefined;
}

function leave(bridge: Bridge, from: BridgePort | null, vlan: number, frame: Announcement): void {
  for (const port of bridge.ports) {
    if (port === from || port.state !== 'forwarding') continue;
    const entry = port.vlans.entries.get(vlan);
    if (!bridge.vlanFiltering) transmit(port.device, vlan, frame);
    else if (entry !== undefined) transmit(port.device, entry.untagged ? UNTAGGED : vlan, frame);
  }
}

function arrive(device: Device | null, tag: number, frame: Announcement): void {
  if (device === null || !device.up || frame.reached.has(device)) return;
  frame.reached.add(device);
  const tagged = tag === UNTAGGED ? undefined : vlanDevice(device, ETH_P_8021Q, tag);
  if (tagged !== undefined) return arrive(tagged, UNTAGGED, frame);
  const { port } = device;
  if (port === null || !port.mayLearn) return;
  const { bridge } = port;
  const vlan = vlanOf(bridge, port.vlans, tag);
  if (vlan === undefined) return;
  if (port.learning) learn(port, frame.mac, frame.cause, bridge.vlanFiltering ? vlan : 0);
  hear(bridge, port, vlan, frame);
  if (port.state === 'forwarding') leave(bridge, port, vlan, frame);
}
