import { withTtl } from '../../net/ipv4-packet.ts';
import { drop, emit } from '../emit.ts';
import type { Device } from '../link/device.ts';
import type { Skb } from '../skb.ts';
import type { Dst } from './dst.ts';
import { pieceLimit } from './fragment.ts';
import { ipv4Of, passes } from './hook.ts';
import { icmpSend } from './icmp.ts';
import { finishInPieces, finishOutput } from './output.ts';
import { sendRedirect } from './redirect.ts';

/** Sends a packet of others on its way (ip_forward, net/ipv4/ip_forward.c). */
export function forward(device: Device, skb: Skb, dst: Dst): void {
  const { netns } = device;
  const { kernel } = netns;
  const before = ipv4Of(skb);
  if (before.ttl <= 1) {
    netns.mib.IpInHdrErrors++;
    const answer = icmpSend(kernel, skb, 11, 0, 0, netns);
    return drop(netns, skb, 'forward', 'IP_TTL_EXPIRED', { device: device.name, answer });
  }
  const mtu = dst.pathMtu !== undefined && dst.pathMtu < dst.device.mtu ? dst.pathMtu : dst.device.mtu;
  if (before.length > mtu && before.df) {
    netns.mib.IpFragFails++;
    const answer = icmpSend(kernel, skb, 3, 4, mtu, netns);
    return drop(netns, skb, 'forward', 'PKT_TOO_BIG', {
      device: dst.device.name,
      decision: { kind: 'mtu', device: dst.device.name, mtu, cause: dst.device.cause },
      answer,
    });
  }
  const after = withTtl(before, before.ttl - 1);
  skb.packet = after;
  skb.forwarded = dst;
  if (dst.redirects) sendRedirect(device, skb, dst);
  if (kernel.tracing) emit(netns, skb, 'forward', 'modify', { device: dst.device.name, before, after });
  netns.mib.IpForwDatagrams++;
  if (!passes(netns, 'FORWARD', skb, device, dst.device)) return;
  if (!passes(netns, 'POSTROUTING', skb, device, dst.device)) return;
  const limit = pieceLimit(skb, mtu);
  if (ipv4Of(skb).length > limit) finishInPieces(skb, limit, dst);
  else finishOutput(skb, dst);
}
