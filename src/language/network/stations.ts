import { type Ipv4, isInNetwork } from '../../net/ipv4.ts';
import { type Ipv4Address, ipv4Of } from './ipv4-addresses.ts';
import type { Device, Network, Place } from './network.ts';

/** The addresses of others on a device's wire. */
export function neighboursOf(network: Network, device: Device): Ipv4Address[] {
  return ipv4Of(network.domainOf(device).filter(({ place }) => place !== device.place));
}

/** Where an address is; undefined where nobody has it. */
export function addressOf(network: Network, address: Ipv4): Ipv4Address | undefined {
  return ipv4Of(network.devices).find(({ local }) => local === address);
}

/** Addresses that a namespace could use as a gateway: of those who forward, on its wires and in its networks. */
export function routersOf(network: Network, place: Place): Ipv4[] {
  const found = place.devices.flatMap((device) => {
    if (device.link.kind === 'loopback') return [];
    const own = ipv4Of([device]);
    return neighboursOf(network, device)
      .filter(({ device: other }) => other.place.forwards || other.place.kind === 'internet')
      .filter(({ local }) => own.some((each) => isInNetwork(local, each.local, each.length)))
      .map(({ local }) => local);
  });
  return [...new Set(found)];
}
