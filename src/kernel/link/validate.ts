import type { Mac } from '../../net/mac.ts';
import { isMulticastMac } from '../../net/mac.ts';
import { DONE, type Result, refused } from '../result.ts';
import { kindOf } from './kinds/index.ts';
import type { LinkKind, NewLink } from './requests.ts';

/** An MTU for a device that exists or is made (dev_validate_mtu). */
export function checkMtu(kind: LinkKind, mtu: number): Result {
  const [least, most] = kindOf({ kind }).mtuLimits;
  if (mtu < least) return refused('EINVAL', 'mtu less than device minimum');
  return mtu > (most === 0 ? 0x7fffffff : most) ? refused('EINVAL', 'mtu greater than device maximum') : DONE;
}

/** True for the address of one station (is_valid_ether_addr). */
export function isStationMac(mac: Mac): boolean {
  return mac !== 0 && !isMulticastMac(mac);
}

/** rtnl_create_link. */
function isQueueCount(count: number): boolean {
  return count >= 1 && count <= 4096;
}

/** What the kind says of a new device before anything else is looked at (rtnl_link_ops.validate). */
export function checkNewLink(request: NewLink): Result {
  if (request.mac !== undefined && !isStationMac(request.mac)) return refused('EADDRNOTAVAIL');
  return kindOf(request).validate?.(request) ?? DONE;
}

/** What is looked at of a device that is about to be made (rtnl_create_link). */
export function checkCreation({ queues = {}, addrGenMode }: NewLink): Result {
  if (queues.tx !== undefined && !isQueueCount(queues.tx))
    return refused('EINVAL', 'Invalid number of transmit queues');
  if (queues.rx !== undefined && !isQueueCount(queues.rx)) return refused('EINVAL', 'Invalid number of receive queues');
  return addrGenMode === undefined ? DONE : refused('EAFNOSUPPORT');
}
