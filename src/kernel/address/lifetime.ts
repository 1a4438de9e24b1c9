import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import type { Timed, Timer } from '../timer.ts';
import type { DeviceAddress } from './device-address.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** The end of an address's preferred lifetime, then of its valid one, when it goes (check_lifetime, addrconf_verify_rtnl). */
export class LifetimeTimer implements Timed {
  timer: Timer | null = null;

  constructor(
    readonly device: Device,
    readonly address: DeviceAddress,
  ) {}

  expire(kernel: Kernel): void {
    const { address, device } = this;
    if (!device.addresses.includes(address)) return;
    if (kernel.now >= address.validUntil) return kernel.address.expire(device, address);
    address.deprecated = true;
    if (address.validUntil !== FOREVER) kernel.arm(this, address.validUntil - kernel.now);
  }
}

/** Sets how many seconds an address is still valid and preferred (set_ifa_lifetime); Infinity is for ever. */
export function setLifetimes(
  kernel: Kernel,
  device: Device,
  address: DeviceAddress,
  {
    valid = FOREVER,
    preferred = FOREVER,
  }: { readonly valid?: number | undefined; readonly preferred?: number | undefined },
): void {
  const until = (seconds: number) => (seconds === FOREVER ? FOREVER : kernel.now + seconds * 1_000_000);
  address.validUntil = until(valid);
  address.preferredUntil = until(preferred);
  address.deprecated = preferred === 0;
  if (address.lifetime !== null) address.lifetime.timer = null;
  address.lifetime = null;
  // A permanent IPv4 address is not looked at again, whatever was said of its preferred lifetime.
  const permanent = valid === FOREVER && (address.family === 4 || preferred === FOREVER);
  if (permanent) return;
  const next = address.deprecated ? address.validUntil : Math.min(address.preferredUntil, address.validUntil);
  if (next === FOREVER) return;
  address.lifetime = new LifetimeTimer(device, address);
  kernel.arm(address.lifetime, next - kernel.now);
}
