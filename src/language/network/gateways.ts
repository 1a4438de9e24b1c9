import type { Cause } from '../../kernel/cause.ts';
import type { RouteInfo } from '../../kernel/fib/requests.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import { ipv4Of } from './ipv4-addresses.ts';
import type { Device, Network, Place } from './network.ts';
import { remembered } from './remembered.ts';

/** A route of the lab through a gateway. */
export interface GatewayUse {
  readonly place: Place;
  readonly route: RouteInfo;
  readonly gateway: Ipv4;
  /** The device the route leaves by. */
  readonly device: Device;
  /** The command that names the gateway: of the route, or of the next hop object that it uses. */
  readonly cause: Cause;
  /** Who has the gateway's address on that wire. */
  readonly owner: Device | undefined;
}

/** The IPv4 routes that commands made and that go through a gateway. */
export const gatewaysOf = remembered(function* (network): Generator<GatewayUse> {
  for (const place of network.places) {
    if (place.kind === 'internet') continue;
    for (const route of place.routes) {
      if (route.cause < 0) continue;
      const objects = route.nhid === undefined ? [] : network.kernel.nexthop.dump(place.netns);
      for (const { gateway, ifindex } of route.nextHops) {
        const device = network.device(place.netns, ifindex);
        if (typeof gateway !== 'number' || device === undefined) continue;
        const object = objects.find((each) => each.gateway === gateway && each.ifindex === ifindex);
        const cause = object?.cause ?? route.cause;
        yield { place, route, gateway, device, cause, owner: ownerOf(network, device, gateway) };
      }
    }
  }
});

/** Who on the wire of a device has an address. */
export function ownerOf(network: Network, device: Device, address: Ipv4): Device | undefined {
  return network.domainOf(device).find((each) => ipv4Of([each]).some(({ local }) => local === address));
}
