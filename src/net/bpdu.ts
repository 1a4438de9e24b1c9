import type { Mac } from './mac.ts';

/**
 * A bridge's identifier (IEEE 802.1D §9.2.5) as Linux writes it, `8000.0200000000aa`: priority and address in hexadecimal
 * digits of a fixed number, so that the better of two bridges is the one whose text comes first.
 */
export type BridgeId = string;

/** The identifier of a bridge of this priority and address. */
export function bridgeIdOf(priority: number, mac: Mac): BridgeId {
  return `${priority.toString(16).padStart(4, '0')}.${mac.toString(16).padStart(12, '0')}`;
}

/** The address in a bridge's identifier. */
export function macOfBridgeId(id: BridgeId): Mac {
  return Number.parseInt(id.slice(5), 16);
}

/** The address that bridges speak to each other at (IEEE 802.1D §7.12.3). */
export const BRIDGE_GROUP_ADDRESS: Mac = 0x0180c2000000;

/** A configuration message of the spanning tree (IEEE 802.1D-1998 §9.3.1). Times are in 1/256 of a second. */
export interface ConfigBpdu {
  readonly kind: 'bpdu';
  readonly type: 'config';
  readonly topologyChange: boolean;
  readonly topologyChangeAck: boolean;
  readonly root: BridgeId;
  readonly rootPathCost: number;
  readonly bridge: BridgeId;
  readonly port: number;
  readonly messageAge: number;
  readonly maxAge: number;
  readonly helloTime: number;
  readonly forwardDelay: number;
}

/** The message that tells the root of a change of topology (IEEE 802.1D-1998 §9.3.2). */
export interface TcnBpdu {
  readonly kind: 'bpdu';
  readonly type: 'tcn';
}

/** A message between bridges, in an IEEE 802.3 frame with an LLC header. */
export type BpduPacket = ConfigBpdu | TcnBpdu;

/** Bytes of a message with its LLC header, which the frame's length field names. */
export function bpduLength({ type }: BpduPacket): number {
  return type === 'config' ? 38 : 7;
}
