import type { Mac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Bridge } from './bridge.ts';
import { changeBridgeEntry } from './bridge-fdb.ts';

/** The bridge takes another MAC, for itself and for its id (br_stp_change_bridge_id). */
export function changeBridgeId(kernel: Kernel, bridge: Bridge, mac: Mac): void {
  changeBridgeEntry(kernel, bridge, mac);
  bridge.idMac = mac;
  bridge.device.mac = mac;
  bridge.carrierFollowsPorts = true;
}

/** The bridge takes the lowest MAC of its ports unless one was set (br_stp_recalculate_bridge_id). */
export function recalculateBridgeId(kernel: Kernel, bridge: Bridge): void {
  if (bridge.macWasSet) return;
  const lowest = bridge.ports.length === 0 ? 0 : Math.min(...bridge.ports.map((port) => port.device.mac));
  if (lowest !== bridge.idMac) changeBridgeId(kernel, bridge, lowest);
}
