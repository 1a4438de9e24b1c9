import type { RouteInfo } from '../../kernel/fib/requests.ts';
import { type Ipv4, isInNetwork } from '../../net/ipv4.ts';
import type { Place } from './network.ts';

/** True where a route's destination covers an IPv4 address. */
export function covers({ family, destination }: RouteInfo, address: Ipv4): boolean {
  return family === 4 && isInNetwork(address, destination.address as Ipv4, destination.length);
}

/** True where some table of a namespace says something about an address, be it only to refuse it. */
export function hasRouteTo({ routes }: Place, address: Ipv4): boolean {
  return routes.some((route) => covers(route, address));
}
