import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j NFQUEUE`: hands the packet to the program that listens to a queue, which decides (net/netfilter/xt_NFQUEUE.c). */
export interface NfqueueTarget {
  readonly kind: 'NFQUEUE';
  /** The first queue, and the last where packets are spread over several. */
  readonly first: number;
  readonly last: number;
  /** Without a program the packet goes on. */
  readonly bypass: boolean;
  /** Queues are taken by the processor instead of the flow. */
  readonly cpuFanout: boolean;
}

/** How many queues there are is kept in 16 bits, and has to be something (nfqueue_tg_check). */
export function hasQueues({ first, last }: NfqueueTarget): boolean {
  return ((last - first + 1) & 0xffff) !== 0;
}

/** No program listens: the packet is lost, or accepted in this chain (nf_queue). */
export function nfqueue({ bypass }: NfqueueTarget, _: HookContext): TargetVerdict {
  return bypass ? 'accept' : 'drop';
}
