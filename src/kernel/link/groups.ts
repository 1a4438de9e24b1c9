import type { Ip } from '../../net/prefix.ts';
import type { Device } from './device.ts';

/** What ff02::1, ff02::6a, 224.0.0.1 and 224.0.0.106 are on Ethernet (RFC 2464 §7, RFC 1112 §6.4). */
const IPV6_ALL_NODES = 0x333300000001;
const IPV6_ALL_SNOOPERS = 0x33330000006a;
const ALL_HOSTS = 0x01005e000001;
const ALL_SNOOPERS = 0x01005e00006a;

/** Every node with IPv6 is in the group of all nodes: since its device exists (ipv6_add_dev), and again with each carrier (ipv6_mc_up). */
export function joinAllNodes(device: Device): void {
  if (!device.isLoopback && device.inet6) device.groups.add(IPV6_ALL_NODES);
}

/** The groups of a device that comes up: a bridge's for multicast snoopers (br_multicast_join_snoopers), then IPv4's (ip_mc_up). */
export function joinOnUp(device: Device): void {
  if (device.isLoopback) return;
  if (device.bridge !== null) device.groups.add(ALL_SNOOPERS).add(IPV6_ALL_SNOOPERS);
  device.groups.add(ALL_HOSTS);
}

/** The solicited-node group of an IPv6 address (RFC 4291 §2.7.1, addrconf_join_solict). */
export function joinSolicitedNode(device: Device, address: Ip): void {
  if (device.isLoopback || !device.arp) return;
  joinAllNodes(device);
  device.groups.add(solicitedNode(address));
}

/** An IPv6 address is gone: its group too, unless another address shares it (addrconf_leave_solict). */
export function leaveSolicitedNode(device: Device, address: Ip): void {
  if (device.isLoopback || !device.arp) return;
  const group = solicitedNode(address);
  const shared = device.addresses.some((each) => each.family === 6 && solicitedNode(each.local) === group);
  if (!shared) device.groups.delete(group);
}

/** IPv6 leaves a device: so do the groups it joined, which begin with 33:33. */
export function leaveIpv6Groups(device: Device): void {
  for (const group of device.groups) if (Math.floor(group / 0x100000000) === 0x3333) device.groups.delete(group);
}

function solicitedNode(address: Ip): number {
  return 0x3333ff000000 + Number(BigInt(address) & 0xffffffn);
}
