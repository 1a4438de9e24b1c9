import { CT_UNTRACKED } from '../conntrack/info.ts';
import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j CT --notrack`, `-j NOTRACK`: keeps connection tracking off the packet (net/netfilter/xt_CT.c). */
export interface CtTarget {
  readonly kind: 'CT';
  readonly notrack: boolean;
  /** Written as NOTRACK. */
  readonly alias: boolean;
}

export function ct({ notrack }: CtTarget, { skb }: HookContext): TargetVerdict {
  if (notrack && skb.connection === null) skb.ctInfo = CT_UNTRACKED;
  return 'continue';
}
