import type { AddressInfo } from '../../kernel/address/requests.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Device } from './network.ts';
import { remembered } from './remembered.ts';

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

/** The addresses that commands of the lab gave to devices other than lo, the hidden Internet left out, in their order. */
export const configuredIpv4 = remembered((network) => {
  const devices = network.devices.filter(({ link, place }) => link.kind !== 'loopback' && place.kind !== 'internet');
  return ipv4Of(devices)
    .filter(({ info }) => info.cause >= 0)
    .sort((a, b) => a.info.cause - b.info.cause);
});
