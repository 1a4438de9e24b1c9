import type { Mac } from '../../net/mac.ts';
import type { Netns } from '../netns/netns.ts';
import { granted, type Result, refused } from '../result.ts';
import type { Device } from './device.ts';
import type { Links } from './links.ts';
import { setReceiveMode } from './receive-mode.ts';
import type { NewLink } from './requests.ts';

/** The device that a new one is to be built upon (IFLA_LINK). */
export function lowerOf(netns: Netns, { lower }: NewLink, missing?: string, unknown?: string): Result<Device> {
  if (lower === undefined) return refused('EINVAL', missing);
  const device = netns.devices.get(lower);
  return device === undefined ? refused('ENODEV', unknown) : granted(device);
}

/** Builds a device upon another one, whose carrier becomes its own (netdev_upper_dev_link, netif_stacked_transfer_operstate). */
export function attach({ kernel }: Links, device: Device, lower: Device): void {
  device.lower = lower;
  lower.uppers.push(device);
  device.stackedCarrier = lower.carrier;
  if (device.netns !== lower.netns) kernel.netns.meet(device.netns, lower.netns);
}

/** A device is no longer built upon another one (netdev_upper_dev_unlink). */
export function detach(device: Device): void {
  const { lower } = device;
  if (lower === null) return;
  lower.uppers.splice(lower.uppers.indexOf(device), 1);
}

/** The carrier of a device that is built upon another one. */
export function stackedCarrier(device: Device): boolean {
  return device.stackedCarrier;
}

/** The device below listens to one more address (dev_uc_add). */
export function hear(device: Device, mac: Mac): void {
  const { lower } = device;
  if (lower === null || lower.listed.has(mac)) return;
  lower.listed.set(mac, device.cause);
  setReceiveMode(lower);
}

/** It no longer does (dev_uc_del). */
export function hearNoMore({ lower }: Device, mac: Mac): void {
  if (lower?.listed.delete(mac)) setReceiveMode(lower);
}
