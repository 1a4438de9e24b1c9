import type { AddressInfo } from '../../kernel/address/requests.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Device, Network } from './network.ts';

/** An IPv4 address where it is. */
export interface Ipv4Address {
  readonly device: Device;
  readonly info: AddressInfo;
  readonly local: Ipv4;
  readonly length: number;
}

/** The IPv4 addresses of devices. */
export function ipv4Of(devices: readonly Device[]): Ipv4Address[] {
  return devices.flatMap((device) =>
    device.addresses.flatMap((info) =>
      typeof info.local === 'number' ? [{ device, info, local: info.local, length: info.prefixLength }] : [],
    ),
  );
}

const known = new WeakMap<Network, readonly Ipv4Address[]>();

/** The addresses that commands of the lab gave to devices other than lo, the hidden Internet left out. */
export function configuredIpv4(network: Network): readonly Ipv4Address[] {
  let addresses = known.get(network);
  if (addresses === undefined) {
    const devices = network.devices.filter(({ link, place }) => link.kind !== 'loopback' && place.kind !== 'internet');
    addresses = ipv4Of(devices).filter(({ info }) => info.cause >= 0);
    known.set(network, addresses);
  }
  return addresses;
}
