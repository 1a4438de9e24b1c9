import type { HookContext } from '../context.ts';

/** `-m ttl`: the time to live (net/netfilter/xt_hl.c). */
export interface TtlMatch {
  readonly kind: 'ttl';
  readonly test: 'equal' | 'not-equal' | 'less' | 'greater';
  readonly ttl: number;
}

export function matchTtl({ test, ttl }: TtlMatch, { packet }: HookContext): boolean {
  switch (test) {
    case 'equal':
      return packet.ttl === ttl;
    case 'not-equal':
      return packet.ttl !== ttl;
    case 'less':
      return packet.ttl < ttl;
    case 'greater':
      return packet.ttl > ttl;
  }
}
