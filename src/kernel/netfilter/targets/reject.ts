import type { HookContext, TargetVerdict } from '../context.ts';
import { sendReset, sendUnreachable } from '../host.ts';

/** Answers of `--reject-with` with their ICMP codes (ipt_reject_with). */
export const REJECT_CODES = {
  'icmp-net-unreachable': 0,
  'icmp-host-unreachable': 1,
  'icmp-proto-unreachable': 2,
  'icmp-port-unreachable': 3,
  'icmp-net-prohibited': 9,
  'icmp-host-prohibited': 10,
  'icmp-admin-prohibited': 13,
} as const;

/** Those of ip6tables (ip6t_reject_with): kept, as no packet of IPv6 is carried. */
export const REJECT6_ANSWERS = [
  'icmp6-no-route',
  'icmp6-adm-prohibited',
  'icmp6-addr-unreachable',
  'icmp6-port-unreachable',
  'icmp6-policy-fail',
  'icmp6-reject-route',
] as const;

/** What REJECT answers with. */
export type RejectWith = keyof typeof REJECT_CODES | 'tcp-reset';

/** `-j REJECT`: drops the packet and says so to its sender (net/ipv4/netfilter/ipt_REJECT.c). */
export interface RejectTarget {
  readonly kind: 'REJECT';
  readonly with: RejectWith | (typeof REJECT6_ANSWERS)[number];
}

export function reject(target: RejectTarget, context: HookContext): TargetVerdict {
  context.answer =
    target.with === 'tcp-reset'
      ? sendReset(context)
      : sendUnreachable(context, REJECT_CODES[target.with as keyof typeof REJECT_CODES]);
  return 'drop';
}
