import type { Kernel } from '../../kernel.ts';
import type { Timed, Timer } from '../../timer.ts';
import type { ConntrackInfo } from '../requests.ts';
import type { HookNetns } from '../skb.ts';

/** What the table of connections tells its listeners (enum nf_ct_ecache_state, IPCTNL_MSG_CT_*). */
export interface ConntrackEvent {
  readonly kind: 'NEW' | 'UPDATE' | 'DESTROY';
  readonly time: number;
  readonly entry: ConntrackInfo;
  /** The process that asked for it (its netlink port); undefined for what packets and time do. */
  readonly port: number | undefined;
}

/**
 * A netlink socket that hears of connections (NFNLGRP_CONNTRACK_*). While one is open, connections whose time is up are
 * removed then and there instead of when somebody comes across them.
 */
export class ConntrackSocket implements Timed {
  timer: Timer | null = null;
  private queue: ConntrackEvent[] = [];

  constructor(private readonly netns: HookNetns) {
    netns.netfilter.connections.listeners.push(this);
    for (const { timeout } of netns.netfilter.connections.list(netns.kernel.now)) this.watch(timeout);
  }

  tell(event: ConntrackEvent): void {
    this.queue.push(event);
  }

  /** A connection will expire at a time: looks again then, unless it looks before. */
  watch(expires: number): void {
    const { kernel } = this.netns;
    if (this.timer === null || this.timer.at > expires) kernel.arm(this, expires - kernel.now);
  }

  expire(kernel: Kernel): void {
    const { connections } = this.netns.netfilter;
    connections.collect(kernel.now);
    for (const { timeout } of connections.list(kernel.now)) this.watch(timeout);
  }

  take(): ConntrackEvent | undefined {
    return this.queue.shift();
  }

  pending(): boolean {
    return this.queue.length > 0;
  }

  close(): void {
    const { listeners } = this.netns.netfilter.connections;
    const index = listeners.indexOf(this);
    if (index >= 0) listeners.splice(index, 1);
    this.timer = null;
  }
}
