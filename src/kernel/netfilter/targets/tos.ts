import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j TOS`, `-j DSCP`: tos = (tos AND NOT `mask`) XOR `value` (net/netfilter/xt_DSCP.c). */
export interface TosTarget {
  readonly kind: 'TOS' | 'DSCP';
  readonly value: number;
  readonly mask: number;
}

export function tos({ value, mask }: TosTarget, { skb }: HookContext): TargetVerdict {
  const { packet } = skb;
  const next = ((packet.tos & ~mask) ^ value) & 255;
  if (next !== packet.tos) skb.packet = { ...packet, tos: next };
  return 'continue';
}
