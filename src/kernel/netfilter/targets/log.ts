import type { Ipv4Packet } from '../../../net/ipv4-packet.ts';
import type { HookContext, TargetVerdict } from '../context.ts';

/** `-j LOG`: notes the packet in the kernel's log and goes on (net/netfilter/xt_LOG.c). */
export interface LogTarget {
  readonly kind: 'LOG';
  readonly prefix: string;
  /** 0 emerg … 7 debug. */
  readonly level: number;
  /** IPT_LOG_*: 1 TCP sequence, 2 TCP options, 4 IP options, 8 uid, 32 MAC decoded. */
  readonly flags: number;
}

/** A line of the kernel's log, as data. */
export interface LogRecord {
  readonly time: number;
  readonly target: LogTarget;
  readonly inDevice: string;
  readonly outDevice: string;
  readonly mark: number;
  readonly packet: Ipv4Packet;
}

/** Records kept, as a ring buffer keeps the newest. */
const LOG_SIZE = 1000;

export function log(target: LogTarget, { netns, skb, inDevice, outDevice }: HookContext): TargetVerdict {
  const records = netns.netfilter.log;
  if (records.length >= LOG_SIZE) records.shift();
  records.push({
    time: netns.kernel.now,
    target,
    inDevice: inDevice?.name ?? '',
    outDevice: outDevice?.name ?? '',
    mark: skb.mark,
    packet: skb.packet,
  });
  return 'continue';
}
