import { type BridgeId, bridgeIdOf, macOfBridgeId } from '../../net/bpdu.ts';
import type { Mac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Bridge } from './bridge.ts';
import { changeBridgeEntry } from './bridge-fdb.ts';
import { becomeRoot, selectPortStates, updateConfiguration } from './bridge-stp.ts';

/** The bridge takes another MAC, for itself and for its id (br_stp_change_bridge_id). */
export function changeBridgeId(kernel: Kernel, bridge: Bridge, mac: Mac): void {
  const wasRoot = bridge.isRoot;
  changeBridgeEntry(kernel, bridge, mac);
  const old = bridge.idMac;
  bridge.idMac = mac;
  bridge.device.mac = mac;
  for (const port of bridge.ports) {
    port.designatedBridge = withMac(port.designatedBridge, old, mac);
    port.designatedRoot = withMac(port.designatedRoot, old, mac);
  }
  updateConfiguration(kernel, bridge);
  selectPortStates(kernel, bridge);
  if (bridge.isRoot && !wasRoot) becomeRoot(kernel, bridge);
}

/** An identifier with a new address in place of the old one. */
function withMac(id: BridgeId, old: Mac, mac: Mac): BridgeId {
  return macOfBridgeId(id) === old ? bridgeIdOf(Number.parseInt(id.slice(0, 4), 16), mac) : id;
}

/** The bridge takes the lowest MAC of its ports unless one was set (br_stp_recalculate_bridge_id). */
export function recalculateBridgeId(kernel: Kernel, bridge: Bridge): void {
  if (bridge.macWasSet) return;
  const lowest = bridge.ports.length === 0 ? 0 : Math.min(...bridge.ports.map((port) => port.device.mac));
  if (lowest === bridge.idMac) return;
  changeBridgeId(kernel, bridge, lowest);
  // Those upon the bridge hear of it (NETDEV_CHANGEADDR, br_add_if).
  kernel.link.inheritMac(bridge.device, lowest);
}
