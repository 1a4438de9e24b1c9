import type { HookContext } from '../context.ts';

/** `-m mark`, `-m connmark`: a mark of the packet, or of its connection (net/netfilter/xt_mark.c, xt_connmark.c). */
export interface MarkMatch {
  readonly kind: 'mark' | 'connmark';
  readonly value: number;
  readonly mask: number;
  readonly invert: boolean;
}

export function matchMark({ kind, value, mask, invert }: MarkMatch, { skb }: HookContext): boolean {
  if (kind === 'mark') return ((skb.mark & mask) >>> 0 === value) !== invert;
  return skb.connection !== null && ((skb.connection.mark & mask) >>> 0 === value) !== invert;
}
