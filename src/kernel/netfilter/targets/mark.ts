import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j MARK`: mark = (mark AND NOT `mask`) XOR `value` (net/netfilter/xt_mark.c). */
export interface MarkTarget {
  readonly kind: 'MARK';
  readonly value: number;
  readonly mask: number;
}

export function mark({ value, mask }: MarkTarget, { skb }: HookContext): TargetVerdict {
  skb.mark = ((skb.mark & ~mask) ^ value) >>> 0;
  return 'continue';
}
