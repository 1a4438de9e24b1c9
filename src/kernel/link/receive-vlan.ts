import { drop, emit } from '../emit.ts';
import type { Skb } from '../skb.ts';
import type { Device } from './device.ts';

/** The device of a tagged network on another one (vlan_find_dev). */
export function vlanDevice(lower: Device, protocol: number, id: number): Device | undefined {
  return lower.uppers.find(({ vlan }) => vlan?.id === id && vlan.protocol === protocol);
}

/**
 * A tagged frame has come in by a device: takes the tag off and answers the device of its network, which it goes on by;
 * undefined when there is none (vlan_do_receive). Null when that one is down, and the frame lost.
 */
export function untag(device: Device, skb: Skb): Device | null | undefined {
  const tag = skb.vlan!;
  const target = vlanDevice(device, tag.protocol, tag.id);
  if (target === undefined) return undefined;
  const { netns } = device;
  const decision = { kind: 'vlan', action: 'untag', id: tag.id, device: target.name, cause: target.cause } as const;
  if (!target.up) {
    drop(netns, skb, 'vlan', 'DEV_READY', { device: device.name, decision });
    return null;
  }
  skb.vlan = tag.inner ?? null;
  if (netns.kernel.tracing) emit(netns, skb, 'vlan', 'modify', { device: device.name, decision });
  return target;
}

/** A tag that no device here is for: the frame is for others, but for one that only tells its priority. */
export function isForOtherVlan(skb: Skb): boolean {
  return skb.vlan !== null && skb.vlan.id !== 0;
}
