import type { Skb } from '../skb.ts';
import { HookContext } from './context.ts';
import { frameHook } from './frame-steps.ts';
import { runBase } from './hooks.ts';
import type { HookName } from './requests.ts';
import type { HookDevice, HookNetns, HookSkb } from './skb.ts';

/**
 * Passes a frame through the chains of nft that see frames: of family bridge, arp or netdev (NF_HOOK of NFPROTO_BRIDGE and
 * NFPROTO_ARP, nf_hook_ingress, nf_hook_egress). False when it went no further; the final trace event has been emitted then.
 * It costs one check while the namespace has no such chain.
 */
export function passesFrameHook(
  netns: HookNetns,
  family: 'bridge' | 'arp' | 'netdev',
  hook: HookName,
  skb: Skb,
  inDevice: HookDevice | null,
  outDevice: HookDevice | null,
): boolean {
  const { frames } = netns.netfilter;
  if (frames.size === 0) return true;
  const steps = frames.get(frameHook(family, hook, family === 'netdev' ? (inDevice ?? outDevice)!.name : ''));
  if (steps === undefined) return true;
  // What is no IPv4 has none of its fields: rules ask first.
  const context = new HookContext(netns, hook, skb as HookSkb, inDevice, outDevice, family);
  for (const { table, chain } of steps) {
    const verdict = runBase(table, chain, context);
    if (verdict === 'accept') continue;
    // Who sends is told of what a device would not take.
    skb.refused = verdict === 'drop' && hook === 'EGRESS';
    return false;
  }
  return true;
}
