import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j NFLOG`: hands the packet to programs that listen to a group, and goes on (net/netfilter/xt_NFLOG.c). None listens. */
export interface NflogTarget {
  readonly kind: 'NFLOG';
  readonly group: number;
  readonly prefix: string;
  /** Bytes to hand over; undefined for all. */
  readonly size?: number;
  readonly threshold: number;
}

/** `-j TRACE`: tells of each rule the packet meets from here on (net/netfilter/xt_TRACE.c); its journey always does. */
export interface TraceTarget {
  readonly kind: 'TRACE';
}

export function passOn(_: NflogTarget, __: HookContext): TargetVerdict {
  return 'continue';
}

export function trace({ skb }: HookContext): TargetVerdict {
  skb.traced = true;
  return 'continue';
}
