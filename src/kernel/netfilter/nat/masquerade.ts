import type { Ipv4 } from '../../../net/ipv4.ts';
import { REPLY } from '../conntrack/info.ts';
import type { HookNetns } from '../skb.ts';

/**
 * Forgets the connections that MASQUERADE translated to an address of a device that went down, or to that address once it
 * is deleted (masq_device_event, masq_inet_event).
 */
export function forgetMasqueraded(netns: HookNetns, ifindex: number, address?: Ipv4): void {
  const { connections } = netns.netfilter;
  const { now } = netns.kernel;
  for (const connection of [...connections.list(now)]) {
    if (connection.masqueradeIndex !== ifindex) continue;
    if (address !== undefined && connection.tuples[REPLY].dst !== address) continue;
    connections.remove(connection, now);
  }
}
