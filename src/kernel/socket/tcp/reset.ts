import { IPPROTO_TCP, IPV4_HLEN } from '../../../net/ipv4-packet.ts';
import { TCP_HLEN, type TcpSegment } from '../../../net/tcp.ts';
import { drop } from '../../emit.ts';
import { ipv4Of } from '../../ip/hook.ts';
import { newPacket, sendLocal } from '../../ip/output.ts';
import type { Device } from '../../link/device.ts';
import type { Netns } from '../../netns/netns.ts';
import { Skb } from '../../skb.ts';
import { endOfSegment } from './input.ts';

/** Answers a segment that belongs to no connection (tcp_v4_send_reset). Answers the packet's id; undefined where none is sent. */
export function resetSegment(netns: Netns, skb: Skb): number | undefined {
  const { kernel } = netns;
  const about = ipv4Of(skb);
  const segment = about.payload as TcpSegment;
  if (segment.flags.rst) return undefined;
  const numbers = segment.flags.ack
    ? { sequence: segment.acknowledgement, acknowledgement: 0, flags: { rst: true } }
    : { sequence: 0, acknowledgement: endOfSegment(segment), flags: { rst: true, ack: true } };
  const payload: TcpSegment = {
    kind: 'tcp',
    srcPort: segment.dstPort,
    dstPort: segment.srcPort,
    ...numbers,
    window: 0,
    data: new Uint8Array(0),
  };
  const routed = netns.routeOutput({
    destination: about.src,
    ...(netns.isLocal(about.dst) ? { source: about.dst } : {}),
    protocol: IPPROTO_TCP,
    sourcePort: segment.dstPort,
    destinationPort: segment.srcPort,
  });
  if (!routed.ok) return undefined;
  const packet = newPacket(netns, {
    src: about.dst,
    dst: about.src,
    protocol: IPPROTO_TCP,
    df: true,
    // What no socket sends and is not to be fragmented needs no number (ip_send_unicast_reply).
    id: 0,
    length: IPV4_HLEN + TCP_HLEN,
    payload,
  });
  const reset = new Skb(kernel.nextPacket(), kernel.nextCopy(), skb.id, skb.cause, packet);
  reset.socketOf = 'kernel';
  netns.mib.TcpOutSegs++;
  netns.mib.TcpOutRsts++;
  sendLocal(netns, reset, routed.dst);
  return reset.id;
}

/** A TCP segment nobody waits for. */
export function refuseSegment(device: Device, skb: Skb): void {
  const { netns } = device;
  const id = resetSegment(netns, skb);
  const port = (ipv4Of(skb).payload as TcpSegment).dstPort;
  drop(netns, skb, 'deliver', 'NO_SOCKET', {
    device: device.name,
    decision: { kind: 'socket', protocol: 'tcp', port },
    answer: { packet: id },
  });
}
