import type { HookNetns } from './skb.ts';

/** Whose tables a request is about: those of a namespace for one family of addresses. */
export type RulesetOwner = Pick<HookNetns, 'kernel' | 'netfilter' | 'devices'>;

/** The tables of a namespace for a family. */
export function rulesetOf(netns: HookNetns, family: 4 | 6): RulesetOwner {
  return family === 4 ? netns : { kernel: netns.kernel, netfilter: netns.netfilter6, devices: netns.devices };
}
