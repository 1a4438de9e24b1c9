import type { IcmpError, IcmpMessage } from '../../net/icmp.ts';
import { ICMP_HLEN } from '../../net/icmp.ts';
import { isMulticastIpv4, LIMITED_BROADCAST } from '../../net/ipv4.ts';
import { IPPROTO_ICMP, IPV4_HLEN, type Ipv4Packet } from '../../net/ipv4-packet.ts';
import { isMulticastMac } from '../../net/mac.ts';
import { drop, emit } from '../emit.ts';
import { isLocalAddress } from '../fib/address-type.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import { attachToConnection } from '../netfilter/conntrack/track.ts';
import type { Netns } from '../netns/netns.ts';
import { Skb } from '../skb.ts';
import type { Answer } from '../trace.ts';
import type { Dst } from './dst.ts';
import { followRedirect } from './follow-redirect.ts';
import { ipv4Of } from './hook.ts';
import { learnPathMtu } from './learned.ts';
import { countIcmp } from './mib.ts';
import { newPacket, sendLocal } from './output.ts';
import { allowIcmp } from './peer.ts';
import { routeOutput } from './route-output.ts';

/** Bytes of the original that an error quotes at most (576 in all, RFC 1812 §4.3.2.3). */
const QUOTE_LIMIT = 576 - IPV4_HLEN - ICMP_HLEN;

/**
 * Sends an ICMP error about a packet (icmp_send, net/ipv4/icmp.c), or says why none is sent. It comes from the address that was
 * asked for where the way of the packet ends here (RTCF_LOCAL).
 */
export function icmpSend(
  kernel: Kernel,
  skb: Skb,
  type: 3 | 5 | 11 | 12,
  code: number,
  info: number,
  netns: Netns,
  isLocal = isLocalAddress(netns, ipv4Of(skb).dst),
): Answer {
  const about = ipv4Of(skb);
  const none = (why: string): Answer => ({ packet: undefined, why, type, code });
  if (skb.hasMac && isMulticastMac(skb.dstMac) && skb.inDevice !== null) return none('the packet was a broadcast');
  if (about.dst === LIMITED_BROADCAST || isMulticastIpv4(about.dst)) return none('the packet was a broadcast');
  if (about.fragmentOffset > 0) return none('only the first fragment is answered');
  if (about.payload.kind === 'icmp' && about.payload.type !== 8 && about.payload.type !== 0)
    return none('the packet was an ICMP error itself');
  const source = isLocal ? about.dst : undefined;
  const routed = routeOutput(netns, {
    destination: about.src,
    ...(source === undefined ? {} : { source }),
    tos: about.tos,
    protocol: IPPROTO_ICMP,
    ...l3mdevOf(skb.inDevice),
  });
  if (!routed.ok) return none('there is no route back to the sender');
  // There is no limit to what stays in this host.
  if (routed.dst.device !== netns.loopback && !allowIcmp(kernel, netns, about.src, type, code)) {
    netns.mib.IcmpOutRateLimitHost++;
    return none('ICMP errors to this sender are rate limited');
  }
  let src = routed.dst.source ?? 0;
  if (source === undefined && skb.inDevice !== null) {
    const back = skb.inDevice.addresses.find((address) => address.family === 4 && !address.secondary);
    if (routed.dst.kind !== 'local' && back !== undefined && routed.dst.device === skb.inDevice)
      src = routed.dst.source ?? (back.local as number);
  }
  const quoted = Math.min(about.length, QUOTE_LIMIT);
  const message: IcmpError = { kind: 'icmp', type, code, info, original: about, dataLength: quoted };
  const packet = newPacket(netns, {
    src,
    dst: about.src,
    protocol: IPPROTO_ICMP,
    tos: (about.tos & 0x1e) | 0xc0,
    length: IPV4_HLEN + ICMP_HLEN + quoted,
    payload: message,
  });
  const answer = new Skb(kernel.nextPacket(), kernel.nextCopy(), skb.id, skb.cause, packet);
  answer.socketOf = 'kernel';
  attachToConnection(answer, skb);
  sendLocal(netns, answer, routed.dst);
  return { packet: answer.id, type, code };
}

/** An ICMP message for this host (icmp_rcv). */
export function receiveIcmp(device: Device, skb: Skb, dst: Dst): void {
  const { netns } = device;
  const message = ipv4Of(skb).payload as IcmpMessage;
  countIcmp(netns.icmpIn, message.type);
  netns.sockets.tapIcmp(device, skb);
  if ('original' in message) return receiveError(netns, device, skb, message);
  if (message.type === 8) return answerEcho(netns, device, skb, dst);
  if (netns.kernel.tracing)
    emit(netns, skb, 'deliver', 'deliver', {
      device: device.name,
      decision: { kind: 'socket', protocol: 'icmp', port: undefined },
    });
}

function receiveError(netns: Netns, device: Device, skb: Skb, message: IcmpError): void {
  if (message.type === 3 && message.code === 4 && message.info >= 68)
    learnPathMtu(netns, message.original.dst, message.info);
  if (message.type === 5 && message.code <= 3)
    followRedirect(device, ipv4Of(skb).src, message.original.dst, message.info);
  netns.sockets.receiveError(device, skb, message);
  if (netns.kernel.tracing)
    emit(netns, skb, 'deliver', 'deliver', {
      device: device.name,
      decision: { kind: 'socket', protocol: 'icmp', port: undefined },
    });
}

function answerEcho(netns: Netns, device: Device, skb: Skb, dst: Dst): void {
  const { kernel } = netns;
  const ignoreAll = netns.settings.get('net/ipv4/icmp_echo_ignore_all') === '1';
  const ignoreBroadcast =
    (dst.kind === 'broadcast' || dst.kind === 'multicast') &&
    netns.settings.get('net/ipv4/icmp_echo_ignore_broadcasts') !== '0';
  if (ignoreBroadcast && !ignoreAll) netns.mib.IcmpInErrors++;
  if (ignoreAll || ignoreBroadcast) return drop(netns, skb, 'deliver', 'ICMP_IGNORED', { device: device.name });
  const request = ipv4Of(skb);
  if (kernel.tracing)
    emit(netns, skb, 'deliver', 'deliver', {
      device: device.name,
      decision: { kind: 'socket', protocol: 'icmp', port: undefined },
    });
  const source = dst.kind === 'local' ? request.dst : undefined;
  const routed = routeOutput(netns, {
    destination: request.src,
    ...(source === undefined ? {} : { source }),
    tos: request.tos & 0x1e,
    protocol: IPPROTO_ICMP,
    ...l3mdevOf(device),
    ...(kernel.reflectsMark ? { mark: skb.mark } : {}),
  });
  const src = source ?? (routed.ok ? (routed.dst.source ?? 0) : request.dst);
  const payload = { ...(request.payload as Extract<IcmpMessage, { type: 0 | 8 }>), type: 0 as const };
  const packet: Ipv4Packet = newPacket(netns, {
    src,
    dst: request.src,
    protocol: IPPROTO_ICMP,
    tos: request.tos,
    length: request.length,
    payload,
  });
  const reply = new Skb(kernel.nextPacket(), kernel.nextCopy(), skb.id, skb.cause, packet);
  reply.socketOf = 'kernel';
  if (routed.ok) sendLocal(netns, reply, routed.dst);
  else drop(netns, reply, 'route', 'IP_OUTNOROUTES', kernel.tracing ? { decision: kernel.explain(netns, packet) } : {});
}

/** Answers to what came in by a VRF go out by it (l3mdev_master_ifindex). */
function l3mdevOf(device: Device | null): { readonly l3mdev?: number } {
  const vrf = device?.l3Master ?? null;
  return vrf === null ? {} : { l3mdev: vrf.ifindex };
}
