import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j CONNMARK`: sets the connection's mark, or copies marks between packet and connection (net/netfilter/xt_connmark.c). */
export interface ConnmarkTarget {
  readonly kind: 'CONNMARK';
  readonly mode: 'set' | 'save' | 'restore';
  /** For `set`: (mark AND NOT `ctMask`) XOR `value`. */
  readonly value: number;
  readonly ctMask: number;
  readonly nfMask: number;
  /** What is set or copied is shifted by so many bits. */
  readonly shift?: { readonly direction: 'left' | 'right'; readonly bits: number };
}

export function connmark(target: ConnmarkTarget, { skb }: HookContext): TargetVerdict {
  const { connection } = skb;
  if (connection === null) return 'continue';
  const { mode, value, ctMask, nfMask } = target;
  if (mode === 'set') connection.setMark(shifted(target, (connection.mark & ~ctMask) ^ value));
  else if (mode === 'save')
    connection.setMark(((connection.mark & ~ctMask) ^ shifted(target, skb.mark & nfMask)) >>> 0);
  else skb.mark = ((skb.mark & ~nfMask) ^ shifted(target, connection.mark & ctMask)) >>> 0;
  return 'continue';
}

function shifted({ shift }: ConnmarkTarget, mark: number): number {
  if (shift === undefined) return mark >>> 0;
  return shift.direction === 'left' ? (mark << shift.bits) >>> 0 : mark >>> shift.bits;
}
