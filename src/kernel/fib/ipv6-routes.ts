import type { Netns } from '../netns/netns.ts';
import type { RouteInfo } from './requests.ts';

/** The IPv6 routes that devices and addresses bring by themselves. IPv6 is shown, not yet routed. */
export function ipv6Routes(netns: Netns): RouteInfo[] {
  const routes: RouteInfo[] = [];
  for (const device of netns.devices.values()) {
    for (const address of device.addresses) {
      if (address.family !== 6) continue;
      const base = {
        family: 6,
        tos: 0,
        scope: 'global',
        protocol: 'kernel',
        preferredSource: undefined,
        mtu: undefined,
        cause: address.cause,
        nextHops: [
          {
            gateway: undefined,
            ifindex: device.ifindex,
            dev: device.name,
            weight: 1,
            onlink: false,
            dead: false,
            linkdown: !device.carrier,
          },
        ],
      } as const;
      const local = address.local as bigint;
      if (device.isLoopback)
        routes.push({
          ...base,
          table: 254,
          type: 'unicast',
          destination: { address: local, length: 128 },
          metric: 256,
        });
      else {
        const network = (local >> BigInt(128 - address.length)) << BigInt(128 - address.length);
        routes.push({
          ...base,
          table: 254,
          type: 'unicast',
          destination: { address: network, length: address.length },
          metric: 256,
        });
      }
      if (!address.tentative)
        routes.push({ ...base, table: 255, type: 'local', destination: { address: local, length: 128 }, metric: 0 });
    }
    if (device.up && !device.isLoopback && device.addresses.some((each) => each.family === 6))
      routes.push({
        family: 6,
        table: 255,
        type: 'multicast',
        destination: { address: 0xffn << 120n, length: 8 },
        tos: 0,
        scope: 'global',
        protocol: 'kernel',
        metric: 256,
        preferredSource: undefined,
        mtu: undefined,
        cause: device.cause,
        nextHops: [
          {
            gateway: undefined,
            ifindex: device.ifindex,
            dev: device.name,
            weight: 1,
            onlink: false,
            dead: false,
            linkdown: !device.carrier,
          },
        ],
      });
  }
  return routes.sort(inDumpOrder);
}

/** Main before local (by table id modulo 256), then the order of fib6_walk: what lies below a prefix before the prefix. */
function inDumpOrder(a: RouteInfo, b: RouteInfo): number {
  if (a.table !== b.table) return (a.table & 255) - (b.table & 255);
  const [x, y] = [a.destination, b.destination];
  const shorter = BigInt(128 - Math.min(x.length, y.length));
  const within = BigInt(x.address) >> shorter === BigInt(y.address) >> shorter;
  if (within) return y.length - x.length;
  return BigInt(x.address) < BigInt(y.address) ? -1 : 1;
}
