import type { Mac } from '../../../net/mac.ts';
import type { HookContext } from '../context.ts';

/** `-m mac`: the source of the frame the packet came in (net/netfilter/xt_mac.c). */
export interface MacMatch {
  readonly kind: 'mac';
  readonly mac: Mac;
  readonly invert: boolean;
}

export function matchMac({ mac, invert }: MacMatch, { skb, inDevice }: HookContext): boolean {
  if (inDevice === null || skb.sourceMac === undefined) return false;
  return (skb.sourceMac === mac) !== invert;
}
