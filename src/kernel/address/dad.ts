import { addLocalRoute } from '../fib/ipv6/connected.ts';
import type { Kernel } from '../kernel.ts';
import { announce } from '../link/announce.ts';
import type { Device } from '../link/device.ts';
import type { Timed, Timer } from '../timer.ts';
import type { DeviceAddress } from './device-address.ts';

/** How long after the address the first frame about it leaves, and when the address counts as unique, in virtual microseconds. */
export const FIRST_REPORT = 4_000;
const DAD = 1_500_000;

/**
 * Duplicate address detection (RFC 4862 §5.4): at first the groups of the address are reported, in the end it is no longer
 * tentative.
 */
export class DadTimer implements Timed {
  timer: Timer | null = null;
  private reported = false;

  constructor(
    readonly device: Device,
    readonly address: DeviceAddress,
  ) {}

  expire(kernel: Kernel): void {
    const { address, device } = this;
    if (!this.reported) {
      this.reported = true;
      announce(device);
      kernel.arm(this, DAD - FIRST_REPORT);
      return;
    }
    address.tentative = false;
    if (!device.addresses.includes(address)) return;
    addLocalRoute(device, address);
    announce(device);
  }
}
