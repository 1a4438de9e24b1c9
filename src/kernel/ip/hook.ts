import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Device } from '../link/device.ts';
import { runHook } from '../netfilter/hooks.ts';
import type { IpHookName } from '../netfilter/requests.ts';
import type { HookSkb } from '../netfilter/skb.ts';
import type { Netns } from '../netns/netns.ts';
import type { Skb } from '../skb.ts';

/** Passes an IPv4 packet through a hook; true when it goes on. The caller has made sure that it is IPv4. */
export function passes(
  netns: Netns,
  hook: IpHookName,
  skb: Skb,
  inDevice: Device | null,
  outDevice: Device | null,
  reroute?: () => boolean,
): boolean {
  const { netfilter } = netns;
  return netfilter.idle || runHook(netns, hook, skb as unknown as HookSkb, inDevice, outDevice, reroute) === 'accept';
}

/** The IPv4 packet that an skb is known to carry. */
export function ipv4Of(skb: Skb): Ipv4Packet {
  return skb.packet as Ipv4Packet;
}
