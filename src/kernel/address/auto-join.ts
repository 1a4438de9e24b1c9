import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import { joinInetGroup, leaveInetGroup } from '../ip/igmp.ts';
import type { Device } from '../link/device.ts';
import { joinInet6Group, leaveInet6Group } from '../link/groups.ts';
import type { DeviceAddress } from './device-address.ts';

/** Joins the group that an address is, as one socket of the namespace; false when that is in it, or in too many (ip_mc_autojoin_config, ipv6_mc_config). */
export function joinGroupOf(device: Device, { family, local, cause }: DeviceAddress): boolean {
  const { netns, addresses } = device;
  if (addresses.some((each) => each.autoJoin && each.local === local)) return false;
  if (family === 6) {
    joinInet6Group(device, local as Ipv6);
    return true;
  }
  const joined = [...netns.devices.values()].flatMap((each) =>
    each.addresses.filter((address) => address.autoJoin && address.family === 4),
  );
  if (joined.length >= Number(netns.settings.get('net/ipv4/igmp_max_memberships') ?? 20)) return false;
  joinInetGroup(device, local as Ipv4, cause);
  return true;
}

/** Leaves it again. */
export function leaveGroupOf(device: Device, { family, local, autoJoin }: DeviceAddress): void {
  if (!autoJoin) return;
  if (family === 6) leaveInet6Group(device, local as Ipv6);
  else leaveInetGroup(device, local as Ipv4);
}
