import { type Ipv6, isMulticastIpv6 } from '../../../net/ipv6.ts';
import type { Ip } from '../../../net/prefix.ts';
import type { Device } from '../../link/device.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { RouteRequest } from '../requests.ts';
import { RT_TABLE_MAIN } from '../requests.ts';
import { SCOPES } from '../route.ts';
import type { Ipv6NextHop, Ipv6Route } from './route.ts';
import { inDumpOrder } from './route.ts';

const isLinkLocal = (address: Ipv6) => address >> 118n === 0x3fan;

/** Checks a next hop before its route is taken (fib6_nh_init, net/ipv6/route.c). */
export function checkIpv6NextHop(netns: Netns, hop: RouteRequest['nextHops'][number]): Result<Ipv6NextHop> {
  let device: Device | undefined;
  if (hop.ifindex !== undefined) {
    device = netns.devices.get(hop.ifindex);
    if (device === undefined) return refused('ENODEV');
  }
  const onlink = hop.onlink ?? false;
  if (onlink && device === undefined) return refused('EINVAL', 'Nexthop device required for onlink');
  if (onlink && !device!.up) return isDown(device!);
  if (typeof hop.gateway === 'number') return refused('EINVAL', 'IPv6 does not support RTA_VIA attribute');
  if (hop.gateway !== undefined) {
    const found = checkGateway(netns, hop.gateway, device, onlink);
    if (!found.ok) return found;
    device = found.value;
  }
  if (device === undefined) return refused('ENODEV');
  if (device.conf6.disable_ipv6 !== 0) return refused('EACCES', 'IPv6 is disabled on nexthop device');
  if (!device.up) return isDown(device);
  return granted({ gateway: hop.gateway, device, weight: hop.weight ?? 1, onlink });
}

function isDown(device: Device): ReturnType<typeof refused> {
  return refused('ENETDOWN', 'Nexthop device is not up', device.upCause ?? device.cause);
}

/** The device by which a gateway is reached (ip6_validate_gw). */
function checkGateway(netns: Netns, gateway: Ipv6, wanted: Device | undefined, onlink: boolean): Result<Device> {
  const own = refuseOwn(netns, gateway, wanted);
  if (!own.ok) return own;
  let device = wanted;
  if (!isLinkLocal(gateway)) {
    if (isMulticastIpv6(gateway) || gateway <= 1n) return refused('EINVAL', 'Invalid gateway address');
    if (!onlink) {
      const way = wayTo(netns, gateway, wanted);
      if (way === undefined) return refused('EHOSTUNREACH');
      device ??= way;
    }
  }
  if (device === undefined) return refused('EINVAL', 'Egress device not specified');
  if (device.isLoopback) return refused('EINVAL', 'Egress device can not be loopback device for this route');
  return granted(device);
}

/** An own address is no gateway; a link-local one counts on its device only (ipv6_chk_addr_and_flags). */
function refuseOwn(netns: Netns, gateway: Ipv6, wanted: Device | undefined): Result {
  const devices = isLinkLocal(gateway) ? (wanted === undefined ? [] : [wanted]) : [...netns.devices.values()];
  for (const device of devices) {
    const own = device.addresses.find((each) => each.local === gateway);
    if (own !== undefined) return refused('EINVAL', 'Gateway can not be a local address', own.cause);
  }
  return DONE;
}

/** The device on whose link a gateway is (ip6_route_check_nh): the best route to it must have no gateway itself. */
function wayTo(netns: Netns, gateway: Ipv6, wanted: Device | undefined): Device | undefined {
  const route = lookup(netns, gateway, wanted);
  const hop = route?.nextHops[0];
  if (hop === undefined || hop.gateway !== undefined || (route!.type !== 'unicast' && route!.type !== 'local'))
    return undefined;
  return hop.device.isLoopback ? undefined : hop.device;
}

/** The best route of the main table to an address, by a device where one is wanted. */
function lookup(netns: Netns, to: Ipv6, wanted: Device | undefined): Ipv6Route | undefined {
  return netns.fib.ipv6.routes
    .filter((route) => route.table === RT_TABLE_MAIN && route.covers(to))
    .filter((route) => route.nextHops.some(({ device }) => wanted === undefined || device === wanted))
    .sort(inDumpOrder)[0];
}

/** True when the address may be the source of packets that leave by a device (ipv6_chk_addr). */
export function isSource(netns: Netns, address: Ip, device: Device): boolean {
  return [...netns.devices.values()].some((each) =>
    each.addresses.some(
      (own) => own.local === address && !own.tentative && (each === device || own.scope === SCOPES.global),
    ),
  );
}
