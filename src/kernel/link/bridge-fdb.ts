import type { Mac } from '../../net/mac.ts';
import { formatMac, isMulticastMac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Bridge, BridgePort, FdbEntry } from './bridge.ts';
import { printOfBridge } from './bridge-log.ts';

/** An address of the bridge itself, or of one of its ports (fdb_add_local). The first to have an address keeps it. */
export function addLocalEntry(kernel: Kernel, bridge: Bridge, port: BridgePort | null, mac: Mac, vlan = 0): void {
  const known = bridge.entryOf(mac, vlan);
  if (mac === 0 || isMulticastMac(mac) || known?.local) return;
  if (known !== undefined) {
    const name = (port?.device ?? bridge.device).name;
    const place = `addr:${formatMac(mac)}, vlan:${vlan}`;
    printOfBridge(bridge, 'warn', `adding interface ${name} with same address as a received packet (${place})`);
  }
  const { now, cause } = kernel;
  bridge.setEntry({ mac, vlan, port, local: true, kind: 'permanent', used: now, updated: now, cause });
}

/** An address is no longer its owner's: another port or the bridge that has the same one takes the entry over (fdb_delete_local). */
function deleteLocalEntry(bridge: Bridge, entry: FdbEntry): void {
  const owner = entry.port;
  const { vlan, mac } = entry;
  const heir = bridge.ports.find(
    (port) => port !== owner && port.device.mac === mac && (vlan === 0 || port.vlans.entries.has(vlan)),
  );
  if (heir !== undefined) entry.port = heir;
  else if (owner !== null && bridge.device.mac === mac && (vlan === 0 || bridge.vlans.entries.has(vlan)))
    entry.port = null;
  else bridge.deleteEntry(entry);
}

/** A port leaves: what was behind it is forgotten (br_fdb_delete_by_port). */
export function deleteEntriesOf(bridge: Bridge, port: BridgePort): void {
  for (const entry of bridge.latestFirst) {
    if (entry.port !== port) continue;
    if (entry.local) deleteLocalEntry(bridge, entry);
    else bridge.deleteEntry(entry);
  }
}

/** A port stops: the stations that were learned behind it are forgotten, those that were configured stay. */
export function deleteLearnedOf(bridge: Bridge, port: BridgePort): void {
  for (const entry of bridge.latestFirst)
    if (entry.port === port && entry.kind === 'learned' && !entry.externLearn) bridge.deleteEntry(entry);
}

/** Between two looks for aged stations there is this at least, in microseconds. */
const LEAST_PAUSE = 10_000;

/** Removes the stations that were not heard of for too long, and looks again when the next one may have aged (br_fdb_cleanup). */
export function removeAged(kernel: Kernel, bridge: Bridge): void {
  const { holdTime } = bridge;
  let pause = holdTime;
  for (const entry of bridge.latestFirst) {
    if (entry.kind !== 'learned' || entry.externLearn) continue;
    const left = entry.updated + holdTime - kernel.now;
    if (left <= 0) bridge.deleteEntry(entry);
    else pause = Math.min(pause, left);
  }
  // Linux goes on looking where nothing is remembered at all.
  if (holdTime === 0) bridge.cleanupTimer.stop();
  else kernel.arm(bridge.cleanupTimer, Math.max(pause, LEAST_PAUSE));
}

/** A port, or the bridge itself, leaves a VLAN (br_fdb_find_delete_local, br_fdb_delete_by_port). */
export function deleteEntriesOfVlan(bridge: Bridge, port: BridgePort | null, vlan: number): void {
  for (const entry of bridge.latestFirst) {
    if (entry.port !== port || entry.vlan !== vlan) continue;
    if (entry.local && !entry.byUser) deleteLocalEntry(bridge, entry);
    else if (entry.kind === 'learned') bridge.deleteEntry(entry);
  }
}

/** The bridge is about to take another address (br_fdb_change_mac_address). */
export function changeBridgeEntry(kernel: Kernel, bridge: Bridge, mac: Mac): void {
  for (const vlan of [0, ...(bridge.usesVlans ? bridge.vlans.entries.keys() : [])]) {
    const old = bridge.entryOf(bridge.device.mac, vlan);
    if (old?.local && old.port === null && !old.byUser) deleteLocalEntry(bridge, old);
    addLocalEntry(kernel, bridge, null, mac, vlan);
  }
}

/** The device of a port has another address now (br_fdb_changeaddr). */
export function changePortEntry(kernel: Kernel, port: BridgePort, mac: Mac): void {
  const { bridge } = port;
  for (const entry of bridge.latestFirst)
    if (entry.port === port && entry.local && !entry.byUser) deleteLocalEntry(bridge, entry);
  for (const vlan of [0, ...(bridge.usesVlans ? port.vlans.entries.keys() : [])])
    addLocalEntry(kernel, bridge, port, mac, vlan);
}
