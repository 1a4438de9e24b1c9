import { addLocalRoute } from '../fib/ipv6/connected.ts';
import { SCOPES } from '../fib/route.ts';
import { announce } from '../link/announce.ts';
import type { Device } from '../link/device.ts';
import { notify } from '../notice/notices.ts';
import type { Timed, Timer } from '../timer.ts';
import type { DeviceAddress } from './device-address.ts';
import { RouterSolicitation } from './router-solicitation.ts';

/** How long it is waited before the first question on average (MAX_RTR_SOLICITATION_DELAY), in microseconds. */
const DELAY = 500_000;
const MILLISECOND = 1000;

/** True where a device asks whether somebody else has an address before it takes it up (addrconf_dad_begin). */
export function detectsDuplicates(device: Device): boolean {
  if (device.isLoopback || !device.arp) return false;
  return device.netns.conf6All.accept_dad >= 1 || device.conf6.accept_dad >= 1;
}

/** How long that takes: each question has its time for an answer, in microseconds. */
export function dadTime({ conf6, neighParms }: Device): number {
  return DELAY + Math.max(conf6.dad_transmits, 0) * neighParms[6].retrans * MILLISECOND;
}

/** Nobody else has an address: it is taken up, and others hear of it (addrconf_dad_completed). */
export function completeDad(device: Device, address: DeviceAddress): void {
  address.tentative = false;
  notify(device.netns, () => ({ group: 'address', info: address.info(device, device.netns.kernel.now) }));
  addLocalRoute(device, address);
  if (device.isLoopback || !device.up || !device.carrier) return;
  announce(device);
  if (address.scope === SCOPES.link) new RouterSolicitation(device, address).start();
}

/** The end of duplicate address detection (RFC 4862 §5.4): the address is no longer tentative. */
export class DadTimer implements Timed {
  timer: Timer | null = null;

  constructor(
    readonly device: Device,
    readonly address: DeviceAddress,
  ) {}

  expire(): void {
    const { address, device } = this;
    if (device.addresses.includes(address)) completeDad(device, address);
  }
}
