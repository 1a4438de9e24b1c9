import type { HookContext } from '../context.ts';

/** `-m length`: the packet's length in bytes, IP header included (net/netfilter/xt_length.c). */
export interface LengthMatch {
  readonly kind: 'length';
  readonly min: number;
  readonly max: number;
  readonly invert: boolean;
}

export function matchLength({ min, max, invert }: LengthMatch, { packet }: HookContext): boolean {
  return (packet.length >= min && packet.length <= max) !== invert;
}
