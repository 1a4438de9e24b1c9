import type { DeviceKind } from '../kind.ts';

/** The loopback device (drivers/net/loopback.c): what is sent comes in again. */
export const loopback: DeviceKind = {
  mtu: 65536,
  mtuLimits: [0, 0],
  noMulticast: true,
  builtIn: true,
  staysInNetns: true,
  carrier: () => true,
  operState: () => 'UNKNOWN',
  transmit: (device, skb) => device.netns.kernel.deliver(device, skb),
};
