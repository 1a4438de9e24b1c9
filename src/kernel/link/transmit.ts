import { bpduLength } from '../../net/bpdu.ts';
import type { NetworkPacket } from '../../net/ethernet.ts';
import { ETH_HLEN } from '../../net/ethernet.ts';
import { NO_CAUSE } from '../cause.ts';
import { drop, emit } from '../emit.ts';
import { passesFrameHook } from '../netfilter/frame-hooks.ts';
import type { Skb } from '../skb.ts';
import type { Device } from './device.ts';
import { kindOf } from './kinds/index.ts';

/** Bytes of a packet without its link header. */
export function lengthOf(packet: NetworkPacket): number {
  switch (packet.kind) {
    case 'ipv4':
      return packet.length;
    case 'arp':
      return 28;
    case 'bpdu':
      return bpduLength(packet);
    default:
      return packet.bytes.length;
  }
}

/** Sends a frame out of a device (dev_queue_xmit). The link header is in the skb. */
export function transmit(device: Device, skb: Skb): void {
  const { netns } = device;
  const { kernel } = netns;
  // What lo sends is counted where it arrives, without the link header (loopback_xmit).
  const length = lengthOf(skb.packet) + (device.isLoopback ? 0 : ETH_HLEN);
  if (!passesFrameHook(netns, 'netdev', 'EGRESS', skb, null, device)) return;
  if (!device.up)
    return drop(netns, skb, 'transmit', 'QDISC_DROP', {
      device: device.name,
      decision: deviceDecision(device, 'down'),
    });
  const kind = kindOf(device);
  if (!device.carrier) {
    device.txDropped++;
    return drop(netns, skb, 'transmit', 'QDISC_DROP', {
      device: device.name,
      decision: deviceDecision(device, 'no-carrier'),
    });
  }
  device.txPackets++;
  device.txBytes += length;
  kernel.tapFrame(device, skb, 'out');
  if (kernel.tracing) emit(netns, skb, 'transmit', 'pass', { device: device.name });
  kind.transmit(device, skb);
}

/** The device got rid of a frame that was counted as sent. */
export function countAsDropped(device: Device, skb: Skb): void {
  device.txPackets--;
  device.txBytes -= lengthOf(skb.packet) + ETH_HLEN;
  device.txDropped++;
  skb.refused = true;
}

function deviceDecision(device: Device, state: 'down' | 'no-carrier') {
  return {
    kind: 'device',
    device: device.name,
    state,
    cause: device.upCause ?? device.wire?.cause ?? NO_CAUSE,
  } as const;
}
