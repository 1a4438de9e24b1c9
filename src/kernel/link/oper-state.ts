import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Device } from './device.ts';
import { kindOf } from './kinds/index.ts';
import type { LinkChange, OperState } from './requests.ts';

/**
 * Sets the operational state by hand, as far as that is allowed: up ends dormancy and testing, which hold up what is up
 * or unknown; the other states follow from the carrier alone (set_operstate).
 */
export function setOperState(kernel: Kernel, device: Device, state: OperState): void {
  const now = device.heldState ?? kindOf(device).operState?.(device) ?? device.operState;
  const isReady = now === 'UP' || now === 'UNKNOWN';
  const isHeld = now === 'DORMANT' || now === 'TESTING' || now === 'UNKNOWN';
  if (state === 'UP' ? !isHeld : !(isReady && (state === 'DORMANT' || state === 'TESTING'))) return;
  device.heldState = state;
  kernel.address.carrierCame(device);
}

/** The carrier has come or gone: what is up is so as the device's mode says (rfc2863_policy). */
export function followLinkMode(device: Device): void {
  if (device.linkMode === 'DORMANT') device.heldState = 'DORMANT';
  // It is known now, whatever it was before.
  else device.heldState = kindOf(device).operState?.(device) === 'UNKNOWN' ? 'UP' : null;
}

/** What a request says of protodown and its reasons (do_setlink with IFLA_PROTO_DOWN, do_set_proto_down). */
export function changeProtoDown(device: Device, { protoDown, protoDownReason }: LinkChange): Result<boolean> {
  if (protoDown === undefined && protoDownReason === undefined) return { ok: true, value: false };
  if (!kindOf(device).changesProtoDown) return refused('EOPNOTSUPP', 'Protodown not supported by device');
  if (protoDownReason !== undefined) {
    const { mask, value } = protoDownReason;
    device.protoDownReasons = ((device.protoDownReasons & ~mask) | (value & mask)) >>> 0;
  }
  if (protoDown === undefined) return { ok: true, value: false };
  if (!protoDown && device.protoDownReasons !== 0) return refused('EBUSY', 'Cannot clear protodown, active reasons');
  const changes = device.protoDown !== protoDown;
  device.protoDown = protoDown;
  return { ok: true, value: changes };
}

/** Limits of what is handed on in one piece, which the device's own must not exceed (validate_linkmsg). */
export function checkOffload({ offload = {} }: LinkChange, tsoMaxSize: number): Result {
  const { gsoMaxSize, gsoMaxSegs, groMaxSize } = offload;
  if (gsoMaxSize !== undefined && gsoMaxSize <= MAX_TCP_HEADER) return refused('ERANGE', 'integer out of range');
  if (gsoMaxSize !== undefined && gsoMaxSize > tsoMaxSize) return refused('EINVAL', 'too big gso_max_size');
  if (gsoMaxSegs !== undefined && gsoMaxSegs > GSO_MAX_SEGS) return refused('EINVAL', 'too big gso_max_segs');
  if (groMaxSize !== undefined && groMaxSize > GRO_MAX_SIZE) return refused('EINVAL', 'too big gro_max_size');
  return DONE;
}

/** Room for the headers of TCP, which a piece must exceed. */
const MAX_TCP_HEADER = 256;
const GSO_MAX_SEGS = 65535;
const GRO_MAX_SIZE = 8 * 65535;
