import type { HookContext } from '../context.ts';

/** `-m icmp`: the message's type and code (net/netfilter/xt_tcpudp.c). Type 255 is `any`. */
export interface IcmpMatch {
  readonly kind: 'icmp';
  readonly type: number;
  readonly minCode: number;
  readonly maxCode: number;
  readonly invert: boolean;
}

export function matchIcmp({ type, minCode, maxCode, invert }: IcmpMatch, { packet }: HookContext): boolean {
  const { payload } = packet;
  if (payload.kind !== 'icmp') return false;
  if (type === 255) return !invert;
  return (payload.type === type && payload.code >= minCode && payload.code <= maxCode) !== invert;
}
