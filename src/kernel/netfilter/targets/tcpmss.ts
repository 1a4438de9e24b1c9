import type { HookContext, TargetVerdict } from '../context.ts';
import { pathMtu } from '../host.ts';

/** `-j TCPMSS`: lowers the segment size that a SYN offers (net/netfilter/xt_TCPMSS.c). */
export interface TcpmssTarget {
  readonly kind: 'TCPMSS';
  /** The size, or `pmtu` for what fits the path. */
  readonly mss: number | 'pmtu';
}

export function tcpmss(target: TcpmssTarget, context: HookContext): TargetVerdict {
  const { packet } = context;
  const { payload } = packet;
  if (payload.kind !== 'tcp' || !payload.flags.syn) return 'continue';
  const mss = target.mss === 'pmtu' ? pathMtu(context) - 40 : target.mss;
  // It never raises what the sender offered.
  if (payload.mss === undefined || payload.mss <= mss) return 'continue';
  context.skb.packet = { ...packet, payload: { ...payload, mss } };
  return 'continue';
}
