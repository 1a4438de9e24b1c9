import type { HookContext } from '../context.ts';

/** `-m tos`, `-m dscp`: the type of service byte under a mask (net/netfilter/xt_dscp.c). */
export interface TosMatch {
  readonly kind: 'tos' | 'dscp';
  readonly value: number;
  readonly mask: number;
  readonly invert: boolean;
}

export function matchTos({ value, mask, invert }: TosMatch, { packet }: HookContext): boolean {
  return ((packet.tos & mask) === value) !== invert;
}
