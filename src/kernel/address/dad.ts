import { addLocalRoute } from '../fib/ipv6/connected.ts';
import { SCOPES } from '../fib/route.ts';
import { announce } from '../link/announce.ts';
import type { Device } from '../link/device.ts';
import { notify } from '../notice/notices.ts';
import type { Timed, Timer } from '../timer.ts';
import type { DeviceAddress } from './device-address.ts';
import { RouterSolicitation } from './router-solicitation.ts';

/** The end of duplicate address detection (RFC 4862 §5.4): the address is no longer tentative. */
export class DadTimer implements Timed {
  timer: Timer | null = null;

  constructor(
    readonly device: Device,
    readonly address: DeviceAddress,
  ) {}

  expire(): void {
    const { address, device } = this;
    address.tentative = false;
    if (!device.addresses.includes(address)) return;
    notify(device.netns, () => ({ group: 'address', info: address.info(device, device.netns.kernel.now) }));
    addLocalRoute(device, address);
    announce(device);
    if (address.scope === SCOPES.link) new RouterSolicitation(device, address).start();
  }
}
