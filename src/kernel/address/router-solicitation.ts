import { announceStation } from '../link/announce.ts';
import type { Device } from '../link/device.ts';
import type { Timed, Timer } from '../timer.ts';
import type { DeviceAddress } from './device-address.ts';

const SECOND = 1_000_000;

/** How long it waits before it asks for the second time, and at most (rtr_solicit_interval, rtr_solicit_max_interval). */
const FIRST_INTERVAL = 4 * SECOND;
const LONGEST_INTERVAL = 3600 * SECOND;

/**
 * A host asks for routers as long as none answers, each time after about twice as long (addrconf_rs_timer, RFC 7559):
 * bridges that have forgotten it learn by that where it is.
 */
export class RouterSolicitation implements Timed {
  timer: Timer | null = null;
  private interval = FIRST_INTERVAL;

  constructor(
    readonly device: Device,
    /** The link-local address that it asks from; without it the questions end. */
    readonly address: DeviceAddress,
  ) {}

  start(): void {
    this.device.netns.kernel.arm(this, this.interval);
  }

  expire(): void {
    const { address, device } = this;
    if (!device.addresses.includes(address)) return;
    // Routers do not ask; they are not told either when they become hosts again.
    if (device.conf6.forwarding !== 0) return;
    if (device.carrier) announceStation(device);
    this.interval = Math.min(2 * this.interval, LONGEST_INTERVAL);
    this.start();
  }
}
