import { BROADCAST_MAC, isMulticastMac } from '../../net/mac.ts';
import type { Device } from '../link/device.ts';
import { changeReceiveMode } from '../link/receive-mode.ts';
import type { Netns } from '../netns/netns.ts';
import type { Skb } from '../skb.ts';
import type { CapturedFrame, CaptureSocket, PacketType } from './requests.ts';

/** A packet socket that takes every frame of a device, or of all devices of its namespace (packet(7), ETH_P_ALL). */
export class PacketSocket implements CaptureSocket {
  private queue: CapturedFrame[] = [];
  private closed = false;

  constructor(
    private readonly netns: Netns,
    private readonly device: Device | undefined,
    private readonly promiscuous: boolean,
  ) {
    netns.sockets.taps.push(this);
    if (device !== undefined && promiscuous) changeReceiveMode(device, () => device.captures++);
  }

  /** Takes a copy of a frame that passes a device (packet_rcv). */
  tap(device: Device, skb: Skb, direction: 'in' | 'out'): void {
    if (this.device !== undefined && this.device !== device) return;
    this.queue.push({
      time: device.netns.kernel.now,
      ifindex: device.ifindex,
      device: device.name,
      loopback: device.isLoopback,
      type: direction === 'out' ? 'outgoing' : packetTypeOf(device, skb),
      src: skb.srcMac,
      dst: skb.dstMac,
      payload: skb.packet,
    });
  }

  take(): readonly CapturedFrame[] {
    const frames = this.queue;
    this.queue = [];
    return frames;
  }

  pending(): boolean {
    return this.queue.length > 0;
  }

  get vanished(): boolean {
    return this.device !== undefined && (this.device.gone || this.device.netns !== this.netns);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    const { taps } = this.netns.sockets;
    taps.splice(taps.indexOf(this), 1);
    const { device } = this;
    if (device !== undefined && this.promiscuous) changeReceiveMode(device, () => device.captures--);
  }
}

/** Whom a frame is for, as eth_type_trans says. */
function packetTypeOf(device: Device, skb: Skb): PacketType {
  if (device.isLoopback || skb.dstMac === device.mac) return 'host';
  if (skb.dstMac === BROADCAST_MAC) return 'broadcast';
  return isMulticastMac(skb.dstMac) ? 'multicast' : 'otherhost';
}
