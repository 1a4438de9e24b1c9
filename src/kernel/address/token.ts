import type { Ipv6 } from '../../net/ipv6.ts';
import type { Device } from '../link/device.ts';
import { DONE, type Result, refused } from '../result.ts';

/** The half of an address that tells hosts of a link apart. */
const IDENTIFIER = (1n << 64n) - 1n;

/**
 * Sets the identifier that a device uses in the networks that routers announce, :: for its own (inet6_set_iftoken). EINVAL
 * for devices that listen to no router.
 */
export function setToken(device: Device, token: Ipv6): Result {
  if (!device.inet6) return refused('EAFNOSUPPORT');
  if (device.isLoopback) return refused('EINVAL', 'ipv6: Device is loopback');
  if (!device.arp) return refused('EINVAL', 'ipv6: Device does not do neighbour discovery');
  if (!acceptsRouters(device)) return refused('EINVAL', 'ipv6: Router advertisement is disabled on device');
  if (device.conf6.router_solicitations === 0) return refused('EINVAL', 'Router solicitation is disabled on device');
  device.token = token & IDENTIFIER;
  return DONE;
}

/** A router listens to others only where that is wanted expressly (ipv6_accept_ra). */
function acceptsRouters({ conf6 }: Device): boolean {
  return conf6.forwarding === 0 ? conf6.accept_ra !== 0 : conf6.accept_ra === 2;
}
