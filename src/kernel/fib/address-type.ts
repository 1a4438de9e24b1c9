import { ANY_IPV4, type Ipv4, isMulticastIpv4, LIMITED_BROADCAST } from '../../net/ipv4.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { TYPE_ERRORS } from './fib.ts';
import { RT_TABLE_LOCAL } from './requests.ts';
import type { Route } from './route.ts';

/**
 * What an address is here, as the local table has it, or that of a VRF (inet_addr_type_table); `unicast` is the address of
 * another host.
 */
export function addressType(netns: Netns, address: Ipv4, table = RT_TABLE_LOCAL): Route['type'] {
  if (address === ANY_IPV4 || address === LIMITED_BROADCAST) return 'broadcast';
  if (isMulticastIpv4(address)) return 'multicast';
  // Without the table the kernel takes every address for one.
  if (!netns.fib.tables.has(table)) return 'broadcast';
  const type = netns.fib.typeOf(address, table);
  // A route that refuses ends the lookup without a result.
  return type === undefined || type === 'throw' || TYPE_ERRORS[type] !== undefined ? 'unicast' : type;
}

/** True when an address belongs to this namespace. */
export function isLocalAddress(netns: Netns, address: Ipv4): boolean {
  if (addressType(netns, address) === 'local') return true;
  // The addresses of a VRF's ports are in its table, and found by the devices themselves (__ip_dev_find).
  return netns.fib.vrfTables.size > 0 && ownerOf(netns, address, ({ l3Master }) => l3Master !== null) !== undefined;
}

/** The device that has this very address (inet_lookup_ifaddr_rcu); undefined for what is local by a route alone. */
export function ownerOf(
  { devices }: Netns,
  address: Ipv4,
  counts: (device: Device) => boolean = () => true,
): Device | undefined {
  for (const device of devices.values())
    if (counts(device) && device.addresses.some((each) => each.local === address)) return device;
  return undefined;
}

/** True when a device here has this very address (inet_lookup_ifaddr_rcu): not all that is local is one. */
export function isOwnAddress(netns: Netns, address: Ipv4): boolean {
  return isLocalAddress(netns, address) && ownerOf(netns, address) !== undefined;
}

/** True when an address means all on some wire. */
export const isBroadcastAddress = (netns: Netns, address: Ipv4, table = RT_TABLE_LOCAL): boolean =>
  addressType(netns, address, table) === 'broadcast';

/** True for the address of another host. */
export const isUnicastAddress = (netns: Netns, address: Ipv4): boolean => addressType(netns, address) === 'unicast';
