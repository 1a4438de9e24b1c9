import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j CONNMARK`: sets the connection's mark, or copies marks between packet and connection (net/netfilter/xt_connmark.c). */
export interface ConnmarkTarget {
  readonly kind: 'CONNMARK';
  readonly mode: 'set' | 'save' | 'restore';
  /** For `set`: (mark AND NOT `ctMask`) XOR `value`. */
  readonly value: number;
  readonly ctMask: number;
  readonly nfMask: number;
}

export function connmark(target: ConnmarkTarget, { skb }: HookContext): TargetVerdict {
  const { connection } = skb;
  if (connection === null) return 'continue';
  const { mode, value, ctMask, nfMask } = target;
  if (mode === 'set') connection.setMark(((connection.mark & ~ctMask) ^ value) >>> 0);
  else if (mode === 'save') connection.setMark(((connection.mark & ~ctMask) ^ (skb.mark & nfMask)) >>> 0);
  else skb.mark = ((skb.mark & ~nfMask) ^ (connection.mark & ctMask)) >>> 0;
  return 'continue';
}
