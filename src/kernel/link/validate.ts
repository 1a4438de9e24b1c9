import type { Mac } from '../../net/mac.ts';
import { isMulticastMac } from '../../net/mac.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { LinkKind, NewLink } from './requests.ts';

/** Least and greatest MTU by kind (min_mtu and max_mtu of struct net_device). */
const MTU_LIMITS: Readonly<Record<LinkKind, readonly [number, number]>> = {
  veth: [68, 65535],
  bridge: [68, 65535],
  dummy: [0, 0x7fffffff],
  ethernet: [68, 9710],
  loopback: [0, 0x7fffffff],
};

/** An MTU for a device that exists or is made (dev_validate_mtu). */
export function checkMtu(kind: LinkKind, mtu: number): Result {
  const [least, most] = MTU_LIMITS[kind];
  if (mtu < least) return refused('EINVAL', 'mtu less than device minimum');
  return mtu > most ? refused('EINVAL', 'mtu greater than device maximum') : DONE;
}

/** True for the address of one station (is_valid_ether_addr). */
export function isStationMac(mac: Mac): boolean {
  return mac !== 0 && !isMulticastMac(mac);
}

/** What the kind says of a new device before anything else is looked at (rtnl_link_ops.validate, then rtnl_create_link). */
export function checkNewLink({ kind, mac, mtu, peer }: NewLink): Result {
  for (const end of [
    { mac, mtu },
    { mac: peer?.mac, mtu: peer?.mtu },
  ]) {
    if (end.mac !== undefined && !isStationMac(end.mac)) return refused('EADDRNOTAVAIL');
    // veth_validate says no more than that; for other kinds the MTU is looked at after the name.
    if (kind === 'veth' && end.mtu !== undefined && !checkMtu(kind, end.mtu).ok) return refused('EINVAL');
  }
  return DONE;
}
