import { emit } from '../../emit.ts';
import type { DeviceKind } from '../kind.ts';
import { TSO_LEGACY_MAX_SIZE } from '../tso.ts';

/** A device that swallows all it is to send (drivers/net/dummy.c). */
export const dummy: DeviceKind = {
  mtu: 1500,
  mtuLimits: [0, 0],
  // dummy_setup: there is nobody behind it to ask.
  noArp: true,
  noMulticast: true,
  tsoMaxSize: () => TSO_LEGACY_MAX_SIZE,
  portCost: 100,
  carrier: () => true,
  changesCarrier: true,
  operState: () => 'UNKNOWN',
  transmit: (device, skb) => {
    const { netns, name, cause } = device;
    if (!netns.kernel.tracing) return;
    emit(netns, skb, 'transmit', 'consume', {
      device: name,
      decision: { kind: 'device', device: name, state: 'swallows', cause },
    });
  },
};
