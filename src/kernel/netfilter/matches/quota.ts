import type { HookContext } from '../context.ts';

/** `-m quota`: so many bytes, then no more (net/netfilter/xt_quota.c). `left` is its state. */
export interface QuotaMatch {
  readonly kind: 'quota';
  /** As it was written, up to 64 bits. */
  readonly quota: string;
  readonly invert: boolean;
  left: number;
}

export function matchQuota(match: QuotaMatch, { packet }: HookContext): boolean {
  const enough = match.left >= packet.length;
  // The first packet too large uses up what is left.
  match.left = enough ? match.left - packet.length : 0;
  return enough !== match.invert;
}
