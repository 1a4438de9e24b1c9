import type { HookContext } from '../context.ts';

/** `-m multiport`: up to fifteen ports or ranges (net/netfilter/xt_multiport.c). */
export interface MultiportMatch {
  readonly kind: 'multiport';
  readonly which: 'source' | 'destination' | 'either';
  readonly ports: readonly { readonly min: number; readonly max: number }[];
  readonly invert: boolean;
}

export function matchMultiport({ which, ports, invert }: MultiportMatch, { packet }: HookContext): boolean {
  const { payload } = packet;
  if (payload.kind !== 'tcp' && payload.kind !== 'udp') return false;
  for (const { min, max } of ports) {
    if (which !== 'destination' && payload.srcPort >= min && payload.srcPort <= max) return !invert;
    if (which !== 'source' && payload.dstPort >= min && payload.dstPort <= max) return !invert;
  }
  return invert;
}
