import type { BpduPacket } from '../../net/bpdu.ts';
import { ETH_HLEN } from '../../net/ethernet.ts';
import { isMulticastMac } from '../../net/mac.ts';
import { drop, emit } from '../emit.ts';
import { receiveIpv4 } from '../ip/input.ts';
import { receiveArp } from '../neigh/arp.ts';
import { passesFrameHook } from '../netfilter/frame-hooks.ts';
import type { Skb } from '../skb.ts';
import { receiveBpdu } from './bridge-stp-receive.ts';
import type { Device } from './device.ts';
import { kindOf } from './kinds/index.ts';
import { isForOtherVlan, untag } from './receive-vlan.ts';
import { lengthOf } from './transmit.ts';

/** A frame enters a device (netif_receive_skb). */
export function receive(device: Device, skb: Skb): void {
  const { netns } = device;
  const { kernel } = netns;
  if (!device.up) return drop(netns, skb, 'receive', 'DEV_READY', { device: device.name });
  device.rxPackets++;
  device.rxBytes += lengthOf(skb.packet) + (device.isLoopback ? 0 : ETH_HLEN);
  kernel.tapFrame(device, skb, 'in');
  skb.inDevice = device;
  if (kernel.tracing) emit(netns, skb, 'receive', 'pass', { device: device.name });
  passOn(device, skb);
}

/**
 * To the device built upon this one that the frame is for, else to the protocol it carries (__netif_receive_skb_core). A
 * bridge gets its own frames this way.
 */
export function passOn(device: Device, skb: Skb): void {
  if (!passesFrameHook(device.netns, 'netdev', 'INGRESS', skb, device, null)) return;
  if (skb.vlan !== null) {
    const target = untag(device, skb);
    if (target === null) return;
    if (target !== undefined) return receive(target, skb);
  }
  const { rxHandler } = device;
  if (rxHandler !== null) kindOf({ kind: rxHandler }).receive!(device, skb);
  else deliverUp(device, skb);
}

/** Hands a frame to the protocol it carries, as if it came in by `device`. */
export function deliverUp(device: Device, skb: Skb): void {
  skb.inDevice = device;
  const isOurs = skb.dstMac === device.mac;
  const isGroup = isMulticastMac(skb.dstMac);
  if (isForOtherVlan(skb))
    return drop(device.netns, skb, 'vlan', 'OTHERHOST', {
      device: device.name,
      decision: { kind: 'vlan', action: 'untag', id: skb.vlan!.id, device: undefined, cause: device.cause },
    });
  skb.vlan = null;
  device.netns.sockets.tapArp(device, skb);
  if (skb.packet.kind === 'arp') {
    // What is for another host is no loss (arp_rcv's consumeskb).
    if (!isOurs && !isGroup) return ignore(device, skb, 'arp');
    receiveArp(device, skb);
  } else if (skb.packet.kind === 'ipv4') {
    if (!isOurs && !isGroup) return drop(device.netns, skb, 'receive', 'OTHERHOST', { device: device.name });
    receiveIpv4(device, skb, !isGroup ? 'host' : skb.dstMac === device.broadcastMac ? 'broadcast' : 'multicast');
  } else if (skb.packet.kind === 'bpdu') receiveSpanningTree(device, skb, skb.packet);
  else drop(device.netns, skb, 'receive', 'UNHANDLED_PROTO', { device: device.name });
}

/** A message between bridges: others than ports of a bridge have no use for it. */
function receiveSpanningTree(device: Device, skb: Skb, bpdu: BpduPacket): void {
  const { netns, port } = device;
  if (port !== null) receiveBpdu(port, skb, bpdu);
  else if (netns.kernel.tracing) emit(netns, skb, 'receive', 'consume', { device: device.name });
}

/** It concerns nobody here. */
function ignore(device: Device, skb: Skb, stage: 'arp'): void {
  if (device.netns.kernel.tracing) emit(device.netns, skb, stage, 'consume', { device: device.name });
}
