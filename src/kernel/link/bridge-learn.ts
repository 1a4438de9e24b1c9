import type { Mac } from '../../net/mac.ts';
import { formatMac, isMulticastMac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { BridgePort } from './bridge.ts';
import { printOfBridge } from './bridge-log.ts';

/** A station that was learned or heard of again. */
export interface Learned {
  readonly mac: Mac;
  readonly port: string;
  readonly isNew: boolean;
}

/** A station is behind a port, since a frame came from it there (br_fdb_update). */
export function learn(port: BridgePort, mac: Mac, cause: Cause, vlan = 0): Learned | undefined {
  const { bridge } = port;
  // A bridge that forgets at once floods everything.
  if (isMulticastMac(mac) || bridge.holdTime === 0) return undefined;
  const { kernel } = port.device.netns;
  const { now } = kernel;
  const entry = bridge.entryOf(mac, vlan);
  if (entry === undefined) {
    bridge.setEntry({ mac, vlan, port, local: false, kind: 'learned', used: now, updated: now, cause });
    return { mac, port: port.device.name, isNew: true };
  }
  if (entry.local) {
    if (kernel.log.allowsNetworkMessage(now)) {
      const place = `addr:${formatMac(mac)}, vlan:${vlan}`;
      const text = `received packet on ${port.device.name} with own address as source address (${place})`;
      printOfBridge(bridge, 'warn', text);
    }
    return undefined;
  }
  const moved = entry.port !== port && !entry.sticky;
  if (moved) {
    entry.port = port;
    entry.cause = cause;
    bridge.tellOf(entry);
  }
  entry.updated = now;
  return { mac, port: port.device.name, isNew: moved };
}
