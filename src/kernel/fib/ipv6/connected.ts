import type { Ipv6 } from '../../../net/ipv6.ts';
import type { DeviceAddress } from '../../address/device-address.ts';
import type { Device } from '../../link/device.ts';
import type { Netns } from '../../netns/netns.ts';
import { RT_TABLE_LOCAL, RT_TABLE_MAIN } from '../requests.ts';
import { Ipv6Route, METRIC_KERNEL, networkOf } from './route.ts';

const MULTICAST = 0xffn << 120n;

/** The IPv6 routes that devices and addresses bring by themselves (addrconf_prefix_route, addrconf_add_mroute). */
export function connectedRoutes(netns: Netns): Ipv6Route[] {
  return [...netns.devices.values()].flatMap((device) => {
    const addresses = device.addresses.filter((each) => each.family === 6);
    const routes = addresses.flatMap((address) => routesOf(device, address));
    if (device.up && !device.isLoopback && addresses.length > 0)
      routes.push(bring(device, RT_TABLE_LOCAL, 'multicast', MULTICAST, 8, METRIC_KERNEL, device.cause));
    return routes;
  });
}

function routesOf(device: Device, address: DeviceAddress): Ipv6Route[] {
  const local = address.local as Ipv6;
  const length = device.isLoopback ? 128 : address.length;
  const routes: Ipv6Route[] = [];
  if (!address.noPrefixRoute && !address.prefixRouteDeleted) {
    const metric = address.metric || METRIC_KERNEL;
    const network = networkOf(local, length);
    routes.push(bring(device, RT_TABLE_MAIN, 'unicast', network, length, metric, address.cause));
  }
  if (!address.tentative) routes.push(bring(device, RT_TABLE_LOCAL, 'local', local, 128, 0, address.cause));
  return routes;
}

function bring(
  device: Device,
  table: number,
  type: 'unicast' | 'local' | 'multicast',
  to: Ipv6,
  length: number,
  metric: number,
  cause: number,
): Ipv6Route {
  const hops = [{ gateway: undefined, device, weight: 1, onlink: false }];
  return new Ipv6Route(table, type, to, length, 'kernel', metric, undefined, undefined, hops, cause);
}

/** Deletes the route to the network of a device's addresses; false where there is none. */
export function deleteConnected(netns: Netns, { address, length, table, nextHops }: Ipv6Route): boolean {
  const device = nextHops[0]?.device;
  if (device === undefined || table !== RT_TABLE_MAIN || !netns.devices.has(device.ifindex)) return false;
  const owners = device.addresses.filter(
    (each) =>
      each.family === 6 &&
      (device.isLoopback ? 128 : each.length) === length &&
      networkOf(each.local as Ipv6, length) === address,
  );
  for (const owner of owners) owner.prefixRouteDeleted = true;
  return owners.length > 0;
}
