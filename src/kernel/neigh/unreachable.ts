import type { Ipv4 } from '../../net/ipv4.ts';
import { drop } from '../emit.ts';
import { icmpSend } from '../ip/icmp.ts';
import type { Skb } from '../skb.ts';
import type { Neighbour } from './neighbour.ts';

/** A packet's next hop did not answer ARP (arp_error_report, ipv4_link_failure): its sender is told host unreachable. */
export function reportUnreachable(entry: Neighbour, skb: Skb): void {
  const { device } = entry;
  const { netns } = device;
  const answer = skb.packet.kind === 'ipv4' ? icmpSend(netns.kernel, skb, 3, 1, 0, netns, false) : undefined;
  drop(netns, skb, 'neighbour', 'NEIGH_FAILED', {
    device: device.name,
    decision: { kind: 'neighbour', address: entry.address as Ipv4, entry: entry.info(), mac: undefined },
    answer,
  });
}
