import { LEVELS } from '../../log/kernel-log.ts';
import type { HookContext, TargetVerdict } from '../context.ts';
import { logLine } from '../log-line.ts';

/** `-j LOG`: notes the packet in the kernel's log and goes on (net/netfilter/xt_LOG.c). */
export interface LogTarget {
  readonly kind: 'LOG';
  readonly prefix: string;
  /** 0 emerg … 7 debug. */
  readonly level: number;
  /** IPT_LOG_*: 1 TCP sequence, 2 TCP options, 4 IP options, 8 uid, 32 MAC decoded. */
  readonly flags: number;
}

/** Other namespaces than the first one speak in the log only when this is set (nf_log_packet). */
const ALL_NAMESPACES = 'net/netfilter/nf_log_all_netns';

export function log({ prefix, level, flags }: LogTarget, context: HookContext): TargetVerdict {
  const { kernel } = context.netns;
  const first = kernel.netns.initial;
  if (context.netns === first || (first.settings.get(ALL_NAMESPACES) ?? '0') !== '0')
    kernel.log.print(kernel.now, LEVELS[level]!, logLine(context, prefix, flags));
  return 'continue';
}
