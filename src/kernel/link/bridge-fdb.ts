import type { Mac } from '../../net/mac.ts';
import { isMulticastMac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Bridge, BridgePort, FdbEntry } from './bridge.ts';

/** An address of the bridge itself, or of one of its ports (fdb_add_local). The first to have an address keeps it. */
export function addLocalEntry(kernel: Kernel, bridge: Bridge, port: BridgePort | null, mac: Mac): void {
  if (mac === 0 || isMulticastMac(mac) || bridge.fdb.get(mac)?.local) return;
  const { now, cause } = kernel;
  bridge.fdb.set(mac, { mac, port, local: true, kind: 'permanent', used: now, updated: now, cause });
}

/** An address is no longer its owner's: another port or the bridge that has the same one takes the entry over (fdb_delete_local). */
function deleteLocalEntry(bridge: Bridge, entry: FdbEntry): void {
  const owner = entry.port;
  const heir = bridge.ports.find((port) => port !== owner && port.device.mac === entry.mac);
  if (heir !== undefined) entry.port = heir;
  else if (owner !== null && bridge.device.mac === entry.mac) entry.port = null;
  else bridge.fdb.delete(entry.mac);
}

/** A port leaves: what was behind it is forgotten (br_fdb_delete_by_port). */
export function deleteEntriesOf(bridge: Bridge, port: BridgePort): void {
  for (const entry of [...bridge.fdb.values()]) {
    if (entry.port !== port) continue;
    if (entry.local) deleteLocalEntry(bridge, entry);
    else bridge.fdb.delete(entry.mac);
  }
}

/** The bridge is about to take another address (br_fdb_change_mac_address). */
export function changeBridgeEntry(kernel: Kernel, bridge: Bridge, mac: Mac): void {
  const old = bridge.fdb.get(bridge.device.mac);
  if (old?.local && old.port === null && !old.byUser) deleteLocalEntry(bridge, old);
  addLocalEntry(kernel, bridge, null, mac);
}

/** The device of a port has another address now (br_fdb_changeaddr). */
export function changePortEntry(kernel: Kernel, port: BridgePort, mac: Mac): void {
  const { bridge } = port;
  for (const entry of [...bridge.fdb.values()])
    if (entry.port === port && entry.local && !entry.byUser) deleteLocalEntry(bridge, entry);
  addLocalEntry(kernel, bridge, port, mac);
}
