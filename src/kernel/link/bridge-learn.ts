import type { Mac } from '../../net/mac.ts';
import { isMulticastMac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { BridgePort } from './bridge.ts';

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
  const { now } = port.device.netns.kernel;
  const entry = bridge.find(mac, now, vlan);
  if (entry === undefined) {
    bridge.setEntry({ mac, vlan, port, local: false, kind: 'learned', used: now, updated: now, cause });
    return { mac, port: port.device.name, isNew: true };
  }
  if (entry.local) return undefined;
  const moved = entry.port !== port && !entry.sticky;
  if (moved) {
    entry.port = port;
    entry.updated = now;
    entry.cause = cause;
  }
  entry.used = now;
  return { mac, port: port.device.name, isNew: moved };
}
