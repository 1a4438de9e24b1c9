import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j TTL`, and `-j HL` of ip6tables: sets, lowers or raises the time to live, the hop limit (net/netfilter/xt_HL.c). */
export interface TtlTarget {
  readonly kind: 'TTL' | 'HL';
  readonly mode: 'set' | 'dec' | 'inc';
  readonly value: number;
}

export function ttl({ mode, value }: TtlTarget, { skb }: HookContext): TargetVerdict {
  const { packet } = skb;
  let next = value;
  if (mode === 'inc') next = Math.min(packet.ttl + value, 255);
  if (mode === 'dec') next = Math.max(packet.ttl - value, 0);
  if (next !== packet.ttl) skb.packet = { ...packet, ttl: next };
  return 'continue';
}
