import type { Ipv6 } from '../../../net/ipv6.ts';
import type { DeviceAddress } from '../../address/device-address.ts';
import type { Device } from '../../link/device.ts';
import { type RouteType, RT_TABLE_LOCAL, RT_TABLE_MAIN } from '../requests.ts';
import { Ipv6Route, METRIC_KERNEL, networkOf } from './route.ts';

const MULTICAST = 0xffn << 120n;

/** The route that a device brings whose link is ready (addrconf_add_mroute). */
export function addMulticastRoute(device: Device): void {
  insert(device, RT_TABLE_LOCAL, 'multicast', MULTICAST, 8, METRIC_KERNEL, device.cause);
}

/** The route to the network of an address (addrconf_prefix_route). */
export function addPrefixRoute(device: Device, { local, length, metric, noPrefixRoute, cause }: DeviceAddress): void {
  if (noPrefixRoute) return;
  insert(device, RT_TABLE_MAIN, 'unicast', networkOf(local as Ipv6, length), length, metric || METRIC_KERNEL, cause);
}

/** The route to an address itself, once it is known to be nobody else's (addrconf_f6i_alloc). */
export function addLocalRoute(device: Device, { local, cause }: DeviceAddress): void {
  insert(device, RT_TABLE_LOCAL, 'local', local as Ipv6, 128, 0, cause);
}

/** An address has gone: so do its own route, and that to its network unless another address needs it (ipv6_del_addr). */
export function removeAddressRoutes(device: Device, address: DeviceAddress): void {
  removeKernelRoutes(device, RT_TABLE_LOCAL, address.local as Ipv6, 128);
  removePrefixRoute(device, address);
}

/** The route to the network of an address goes unless another address needs it (check_cleanup_prefix_route). */
export function removePrefixRoute(device: Device, address: DeviceAddress): void {
  const { local, length } = address;
  const network = networkOf(local as Ipv6, length);
  const isNeeded = device.addresses.some(
    (each) =>
      each !== address &&
      each.family === 6 &&
      each.length === length &&
      networkOf(each.local as Ipv6, length) === network,
  );
  if (!isNeeded) removeKernelRoutes(device, RT_TABLE_MAIN, network, length);
}

function removeKernelRoutes(device: Device, table: number, address: Ipv6, length: number): void {
  const { ipv6 } = device.netns.fib;
  for (const route of ipv6.at(table, address, length))
    if (route.protocol === 'kernel' && route.nextHops[0]?.device === device) ipv6.remove(route);
}

function insert(
  device: Device,
  table: number,
  type: RouteType,
  to: Ipv6,
  length: number,
  metric: number,
  cause: number,
): void {
  const { ipv6 } = device.netns.fib;
  const twin = ipv6.at(table, to, length).some((each) => each.metric === metric && each.nextHops[0]?.device === device);
  if (twin) return;
  const hops = [{ gateway: undefined, device, weight: 1, onlink: false }];
  ipv6.insert(new Ipv6Route(table, type, to, length, 'kernel', metric, undefined, undefined, hops, cause));
}
