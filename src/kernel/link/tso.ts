import type { Device } from './device.ts';
import { kindOf } from './kinds/index.ts';

/** The largest packet that a device with a whole driver's limits takes (TSO_MAX_SIZE). */
const TSO_MAX_SIZE = 524280;

/** The limit of a device whose driver sets none (TSO_LEGACY_MAX_SIZE). */
export const TSO_LEGACY_MAX_SIZE = 65536;

/** The most bytes that a device lets be handed to it in one piece, to be cut by it (tso_max_size). */
export function tsoMaxSize(device: Device): number {
  return kindOf(device).tsoMaxSize?.(device) ?? TSO_MAX_SIZE;
}

/** The least of what several devices take (br_set_gso_limits, bond_compute_features). */
export function leastTsoMaxSize(devices: Iterable<Device>): number {
  let least = TSO_MAX_SIZE;
  for (const device of devices) least = Math.min(least, tsoMaxSize(device));
  return least;
}
