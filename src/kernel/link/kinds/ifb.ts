import { drop } from '../../emit.ts';
import { refused } from '../../result.ts';
import type { DeviceKind } from '../kind.ts';

/**
 * A device that gives frames back to the one from which an action of traffic control has taken them (drivers/net/ifb.c).
 * Frames that come by no such action, as all do here, it throws away.
 */
export const ifb: DeviceKind = {
  mtu: 1500,
  mtuLimits: [0, 0],
  noArp: true,
  noMulticast: true,
  txqlen: 32,
  qdisc: 'pfifo_fast',
  portCost: 100,
  setMac: () => refused('EOPNOTSUPP'),
  carrier: () => true,
  operState: () => 'UNKNOWN',
  transmit: (device, skb) => {
    device.rxDropped++;
    const { netns, name, cause } = device;
    drop(netns, skb, 'transmit', 'NOT_SPECIFIED', {
      device: name,
      decision: { kind: 'device', device: name, state: 'swallows', cause },
    });
  },
};
