import { CT_UNTRACKED } from '../conntrack/info.ts';
import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j CT`, `-j NOTRACK`: how the packet is tracked (net/netfilter/xt_CT.c). Only `notrack` acts here. */
export interface CtTarget {
  readonly kind: 'CT';
  readonly notrack: boolean;
  /** Written as NOTRACK. */
  readonly alias: boolean;
  readonly helper?: string;
  readonly timeout?: string;
  /** Events, as a set of bits. */
  readonly ctEvents?: number;
  readonly expEvents?: number;
  readonly zone?: { readonly direction: 'both' | 'orig' | 'reply'; readonly id: number | 'mark' };
}

/** Helpers that connection tracking has, with their protocols (nf_conntrack_helper_register). */
const HELPERS: Readonly<Record<string, readonly number[]>> = {
  ftp: [6],
  irc: [6],
  sane: [6],
  pptp: [6],
  'Q.931': [6],
  RAS: [17],
  sip: [6, 17],
  tftp: [17],
  amanda: [17],
  'netbios-ns': [17],
  snmp: [17],
  snmp_trap: [17],
};

/** What is wrong with the target for a rule that is about this protocol alone (xt_ct_tg_check). */
export function checkCt(
  { notrack, helper, timeout }: CtTarget,
  protocol: number | undefined,
): 'ENOENT' | 'EINVAL' | undefined {
  if (notrack) return undefined;
  if (helper !== undefined && (protocol === undefined || !HELPERS[helper]?.includes(protocol))) return 'ENOENT';
  if (timeout === undefined) return undefined;
  // No policy of timeouts can be made here.
  return protocol === undefined ? 'EINVAL' : 'ENOENT';
}

export function ct({ notrack }: CtTarget, { skb }: HookContext): TargetVerdict {
  if (notrack && skb.connection === null) skb.ctInfo = CT_UNTRACKED;
  return 'continue';
}
