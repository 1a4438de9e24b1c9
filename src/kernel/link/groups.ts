import { ALL_SNOOPERS } from '../../net/igmp.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import { type Mac, multicastMac } from '../../net/mac.ts';
import type { Ip } from '../../net/prefix.ts';
import { NO_CAUSE } from '../cause.ts';
import { comeUp, forgetInetGroups, goDown, igmpVersionOf, joinInetGroup, leaveInetGroup } from '../ip/igmp.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Device } from './device.ts';
import type { GroupInfo } from './group-requests.ts';

/** What ff02::1 and ff02::6a are on Ethernet (RFC 2464 §7). */
const IPV6_ALL_NODES = 0x333300000001;
const IPV6_ALL_SNOOPERS = 0x33330000006a;
const FF01 = 0xff01n << 112n;
const FF02 = 0xff02n << 112n;

function join(device: Device, group: Mac): void {
  device.groups.add(group);
  device.joinedGroups.add(group);
}

function leave(device: Device, group: Mac): void {
  device.joinedGroups.delete(group);
  if (!device.staticGroups.has(group)) device.groups.delete(group);
}

/** Listens to the frames of a group of IPv4 (ip_mc_filter_add). */
export function joinMac(device: Device, group: Ipv4): void {
  if (!device.isLoopback) join(device, multicastMac(group));
}

/** Does so no more, unless another group has the same frames (ip_mc_filter_del). */
export function leaveMac(device: Device, group: Ipv4): void {
  const mac = multicastMac(group);
  for (const other of device.igmp.groups.keys()) if (other !== group && multicastMac(other) === mac) return;
  if (!device.isLoopback) leave(device, mac);
}

/** Every node with IPv6 is in the group of all nodes: since its device exists (ipv6_add_dev), and again with each carrier (ipv6_mc_up). */
export function joinAllNodes(device: Device): void {
  if (!device.isLoopback && device.inet6) join(device, IPV6_ALL_NODES);
}

/** The groups of a device that comes up: a bridge's for multicast snoopers (br_multicast_join_snoopers), then IPv4's (ip_mc_up). */
export function joinOnUp(device: Device): void {
  if (device.bridge?.multicast.snooping) joinSnoopers(device);
  comeUp(device);
}

/** A bridge listens to what other snoopers say (br_multicast_join_snoopers). */
export function joinSnoopers(device: Device): void {
  joinInetGroup(device, ALL_SNOOPERS, device.upCause ?? NO_CAUSE);
  join(device, IPV6_ALL_SNOOPERS);
}

/** It does so no more (br_multicast_leave_snoopers). */
export function leaveSnoopers(device: Device): void {
  leaveInetGroup(device, ALL_SNOOPERS);
  leave(device, IPV6_ALL_SNOOPERS);
}

/** The solicited-node group of an IPv6 address (RFC 4291 §2.7.1, addrconf_join_solict). */
export function joinSolicitedNode(device: Device, address: Ip): void {
  if (device.isLoopback || !device.arp) return;
  if (device.up) joinAllNodes(device);
  joinInet6Group(device, solicitedGroup(address));
}

/** A device joins a group of IPv6, once more if it is in it already (__ipv6_dev_mc_inc). */
export function joinInet6Group(device: Device, group: Ipv6): void {
  join(device, multicastMac(group));
  device.ipv6Groups.set(group, (device.ipv6Groups.get(group) ?? 0) + 1);
}

/** It leaves it, for good if nobody else wants it (__ipv6_dev_mc_dec). */
export function leaveInet6Group(device: Device, group: Ipv6): void {
  const users = (device.ipv6Groups.get(group) ?? 1) - 1;
  if (users > 0) {
    device.ipv6Groups.set(group, users);
    return;
  }
  device.ipv6Groups.delete(group);
  leave(device, multicastMac(group));
}

/** An IPv6 address is gone: its group too, unless another address shares it (addrconf_leave_solict). */
export function leaveSolicitedNode(device: Device, address: Ip): void {
  if (device.isLoopback || !device.arp) return;
  leaveInet6Group(device, solicitedGroup(address));
}

/** IPv6 leaves a device: so do the groups it joined, which begin with 33:33. */
export function leaveIpv6Groups(device: Device): void {
  for (const group of device.joinedGroups) if (Math.floor(group / 0x100000000) === 0x3333) leave(device, group);
  device.ipv6Groups.clear();
}

/** A device goes down: it leaves all groups but those it was put into by hand (ip_mc_down, and ipv6_mc_down if there was a carrier). */
export function leaveGroups(device: Device): void {
  if (device.bridge?.multicast.snooping) leaveInetGroup(device, ALL_SNOOPERS);
  goDown(device);
  const stays = device.ipv6Ready ? undefined : IPV6_ALL_NODES;
  for (const group of device.joinedGroups) if (group !== stays) leave(device, group);
  device.ipv6Groups.clear();
  device.ipv6Ready = false;
}

/** A device comes into another namespace with none of the groups it was in (dev_mc_flush). */
export function forgetGroups(device: Device): void {
  device.groups.clear();
  device.joinedGroups.clear();
  device.staticGroups.clear();
  device.ipv6Groups.clear();
  forgetInetGroups(device);
}

/** Puts a device into a group by hand, once at most (dev_mc_add_global). */
export function joinByHand(device: Device, group: Mac): Result {
  // lo filters nothing (SIOCADDMULTI wants ndo_set_rx_mode and a link layer address).
  if (device.isLoopback) return refused('EINVAL');
  device.groups.add(group);
  device.staticGroups.add(group);
  return DONE;
}

/** Takes a device out of a group that it was put into by hand (dev_mc_del_global). */
export function leaveByHand(device: Device, group: Mac): Result {
  if (device.isLoopback) return refused('EINVAL');
  if (!device.staticGroups.delete(group)) return refused('ENOENT');
  if (!device.joinedGroups.has(group)) device.groups.delete(group);
  return DONE;
}

/** The groups of a device as /proc/net/dev_mcast, igmp and igmp6 list them: IPv6's the latest first. */
export function groupsOf(device: Device): GroupInfo {
  const { ifindex, name: dev, groups, joinedGroups, staticGroups, bridge, inet6 } = device;
  const snoops = device.up && bridge?.multicast.snooping === true;
  const link = [...groups].map((mac) => {
    const byHand = staticGroups.has(mac);
    return { mac, users: (joinedGroups.has(mac) ? 1 : 0) + (byHand ? 1 : 0), byHand };
  });
  const inet = [...device.igmp.groups.values()].reverse();
  const joined = [...device.ipv6Groups].reverse().map(([address, users]) => ({ address, users }));
  const always = [...(snoops ? [FF02 | 0x6an] : []), FF02 | 1n, FF01 | 1n].map((address) => ({ address, users: 1 }));
  return {
    ifindex,
    dev,
    link,
    inet: (device.inet ? inet : []).map(({ group, users, timer, reporter }) => ({
      address: group,
      users,
      reportIn: timer === null ? undefined : timer.at - device.netns.kernel.now,
      reporter,
    })),
    igmpVersion: igmpVersionOf(device),
    inet6: inet6 ? [...joined, ...always] : [],
  };
}

/** The groups of IPv6 that a device tells others of: not that of all nodes, which every one is in. */
export function ipv6GroupsOf(device: Device): readonly Ipv6[] {
  if (!device.ipv6Ready) return [];
  const snoops = device.bridge?.multicast.snooping === true;
  return [...(snoops ? [FF02 | 0x6an] : []), ...device.ipv6Groups.keys()];
}

/** The group that neighbours are asked for by an IPv6 address (RFC 4291 §2.7.1). */
export function solicitedGroup(address: Ip): Ipv6 {
  return FF02 | (0x1ffn << 24n) | (BigInt(address) & 0xffffffn);
}
