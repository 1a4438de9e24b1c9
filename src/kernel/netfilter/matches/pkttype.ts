import type { HookContext } from '../context.ts';

/** `-m pkttype`: whom the frame was addressed to (net/netfilter/xt_pkttype.c). */
export interface PkttypeMatch {
  readonly kind: 'pkttype';
  readonly type: 'unicast' | 'broadcast' | 'multicast' | 'otherhost';
  readonly invert: boolean;
}

export function matchPkttype({ type, invert }: PkttypeMatch, { skb }: HookContext): boolean {
  return ((skb.packetType ?? 'unicast') === type) !== invert;
}
