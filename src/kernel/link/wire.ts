import { CT_NEW } from '../netfilter/conntrack/info.ts';
import type { Skb } from '../skb.ts';
import type { Device } from './device.ts';

/** The wire's other end is up too. */
export function wireHasCarrier(device: Device): boolean {
  return device.up && device.wire?.up === true;
}

/** Puts a frame on the wire. Nothing that the sender's namespace knows of the packet goes with it (skb_scrub_packet). */
export function sendOverWire(device: Device, skb: Skb): void {
  const { wire, netns } = device;
  if (wire === null) return;
  if (wire.netns !== netns) skb.mark = 0;
  skb.connection = null;
  skb.traced = false;
  skb.ctInfo = CT_NEW;
  skb.prerouted = false;
  netns.kernel.deliver(wire, skb);
}
