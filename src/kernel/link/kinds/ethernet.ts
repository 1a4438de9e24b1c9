import type { DeviceKind } from '../kind.ts';
import { sendOverWire, wireHasCarrier } from '../wire.ts';

/** A physical card as the host's eth0: made with the machine, cabled to another one. */
export const ethernet: DeviceKind = {
  mtu: 1500,
  mtuLimits: [68, 65535],
  builtIn: true,
  returnsHome: true,
  qdisc: 'fq_codel',
  carrier: wireHasCarrier,
  transmit: sendOverWire,
};
