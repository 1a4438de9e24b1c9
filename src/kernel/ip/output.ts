import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import { multicastMac } from '../../net/mac.ts';
import { drop, emit } from '../emit.ts';
import type { Errno } from '../errno.ts';
import { isLocalAddress } from '../fib/address-type.ts';
import { explainRoute } from '../fib/explain.ts';
import type { Device } from '../link/device.ts';
import { transmit } from '../link/transmit.ts';
import { neighbourOf } from '../neigh/arp.ts';
import { discover } from '../neigh/discover.ts';
import { isValid } from '../neigh/neighbour.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Skb } from '../skb.ts';
import type { Dst } from './dst.ts';
import { flowOf } from './flow.ts';
import { fragment } from './fragment.ts';
import { ipv4Of, passes } from './hook.ts';
import { icmpSend } from './icmp.ts';
import { deliverLocal } from './input.ts';
import { countIcmp, countReceived, countReceivedKind, countTransmitted } from './mib.ts';
import { routeOutput } from './route-output.ts';

/**
 * Sends a packet made here on its way (ip_local_out, ip_output). EPERM when OUTPUT drops it; why there
 * is no way, when it was sent another one (ip_route_me_harder).
 */
export function sendLocal(netns: Netns, skb: Skb, dst: Dst, oif = 0): Result {
  const { payload } = ipv4Of(skb);
  if (payload.kind === 'icmp') countIcmp(netns.icmpOut, payload.type);
  netns.mib.IpOutRequests++;
  const sent = localOut(netns, skb, dst, oif);
  // What TCP sends is not given up (ip_send_skb).
  if (!sent.ok && payload.kind !== 'tcp') netns.mib.IpOutDiscards++;
  return sent;
}

function localOut(netns: Netns, skb: Skb, dst: Dst, oif: number): Result {
  const { kernel } = netns;
  const before = ipv4Of(skb);
  if (kernel.tracing) {
    emit(netns, skb, 'send', 'pass', {});
    emit(netns, skb, 'route', 'pass', {
      decision: {
        kind: 'route',
        decision: explainRoute(netns, {
          destination: before.dst,
          source: before.src,
          ...(oif === 0 ? {} : { oif }),
          tos: before.tos,
          mark: skb.mark,
          ...flowOf(before),
        }),
      },
    });
  }
  let way = dst;
  let failure: Errno | undefined;
  const reroute = (): boolean => {
    const { src, dst: destination, tos } = ipv4Of(skb);
    const routed = routeOutput(netns, {
      destination,
      ...(isLocalAddress(netns, src) ? { source: src } : {}),
      tos,
      mark: skb.mark,
      ...(oif === 0 ? {} : { oif }),
    });
    if (routed.ok) way = routed.dst;
    else {
      failure = routed.error;
      drop(netns, skb, 'route', 'IP_OUTNOROUTES');
    }
    return routed.ok;
  };
  if (!passes(netns, 'OUTPUT', skb, null, dst.device, reroute)) return refused(failure ?? 'EPERM');
  return output(netns, skb, way);
}

function output(netns: Netns, skb: Skb, dst: Dst): Result {
  if (dst.loopsBack && dst.kind !== 'local') loopBack(netns, skb.clone(netns.kernel), dst);
  if (!passes(netns, 'POSTROUTING', skb, null, dst.device)) return refused('EPERM');
  const mtu = dst.kind === 'local' ? netns.loopback.mtu : Math.min(dst.pathMtu ?? dst.device.mtu, dst.device.mtu);
  if (ipv4Of(skb).length > mtu) return finishInPieces(skb, mtu, dst) ? DONE : refused('ENOBUFS');
  finishOutput(skb, dst);
  return skb.refused ? refused('ENOBUFS') : DONE;
}

/** What is sent to a group that this host is in, or to everybody, is heard here too (ip_mc_output, dev_loopback_xmit). */
function loopBack(netns: Netns, skb: Skb, dst: Dst): void {
  const { device, kind } = dst;
  if (!passes(netns, 'POSTROUTING', skb, null, device)) return;
  skb.inDevice = device;
  skb.packetType = kind === 'broadcast' ? 'broadcast' : 'multicast';
  countReceived(netns, ipv4Of(skb));
  countReceivedKind(netns, ipv4Of(skb), kind);
  if (passes(netns, 'PREROUTING', skb, device, null)) deliverLocal(device, skb, dst);
}

/** Sends what is too long in pieces; one that the other end of the wire refuses is the last (ip_do_fragment). True when all left. */
export function finishInPieces(skb: Skb, mtu: number, dst: Dst): boolean {
  const { mib } = dst.device.netns;
  for (const piece of fragment(skb, mtu)) {
    finishOutput(piece, dst);
    if (piece.refused) {
      mib.IpFragFails++;
      return false;
    }
    mib.IpFragCreates++;
  }
  mib.IpFragOKs++;
  return true;
}

/** The last step before the device: finds the MAC of the next hop (ip_finish_output2). */
export function finishOutput(skb: Skb, dst: Dst): void {
  const { device } = dst;
  const { netns } = device;
  const { kernel } = netns;
  const packet = ipv4Of(skb);
  countTransmitted(netns, packet, dst.kind);
  skb.srcMac = device.mac;
  skb.hasMac = true;
  if (device.isLoopback || device.vrfTable !== null) {
    const own = device.isLoopback ? 0 : device.mac;
    skb.srcMac = own;
    skb.dstMac = own;
    // All of lo have one neighbour, itself unless somebody entered another MAC.
    const self = device.isLoopback && device.up ? neighbourOf(device, packet.dst) : undefined;
    if (self?.usable(kernel, skb) === false) return;
    if (self !== undefined) skb.dstMac = self.mac;
    return transmit(device, skb);
  }
  if (dst.kind === 'broadcast' || dst.kind === 'multicast') {
    // Many have an entry too, which asks nobody.
    neighbourOf(device, packet.dst);
    skb.dstMac = dst.kind === 'broadcast' ? device.broadcastMac : multicastMac(packet.dst);
    return transmit(device, skb);
  }
  if (dst.ipv6Gateway !== undefined) return sendToIpv6(skb, device, dst.ipv6Gateway);
  const nextHop: Ipv4 = dst.gateway ?? packet.dst;
  const entry = neighbourOf(device, nextHop);
  if (entry.state === 'NOARP') {
    skb.dstMac = entry.mac;
    return transmit(device, skb);
  }
  skb.hasMac = false;
  const usable = entry.usable(kernel, skb);
  if (kernel.tracing && (usable || entry.queue.includes(skb)))
    emit(netns, skb, 'neighbour', usable ? 'pass' : 'queue', {
      device: device.name,
      decision: { kind: 'neighbour', address: nextHop, entry: entry.info(), mac: entry.hasMac ? entry.mac : undefined },
    });
  if (!usable) return;
  skb.dstMac = entry.mac;
  skb.hasMac = true;
  transmit(device, skb);
}

/** The next hop is an IPv6 router: neighbour discovery finds its MAC (ip_neigh_for_gw, ip_neigh_gw6). */
function sendToIpv6(skb: Skb, device: Device, gateway: Ipv6): void {
  const known = device.neighbours.get(gateway);
  const mac = known !== undefined && isValid(known.state) ? known.mac : discover(device, gateway)?.mac;
  if (mac !== undefined) {
    skb.dstMac = mac;
    return transmit(device, skb);
  }
  const { netns } = device;
  skb.hasMac = false;
  const answer = icmpSend(netns.kernel, skb, 3, 1, 0, netns, false);
  drop(netns, skb, 'neighbour', 'NEIGH_FAILED', { device: device.name, answer });
}

/** Bytes of IPv4 header and payload of a new packet. */
export function newPacket(
  netns: Netns,
  fields: Pick<Ipv4Packet, 'src' | 'dst' | 'protocol' | 'length' | 'payload'> & Partial<Ipv4Packet>,
): Ipv4Packet {
  const { ttl = netns.defaultTtl, tos = 0, df = false, mf = false, fragmentOffset = 0 } = fields;
  const { src, dst, protocol, length, payload } = fields;
  const id = fields.id ?? netns.nextIpId();
  return { kind: 'ipv4', ttl, tos, id, df, mf, fragmentOffset, src, dst, protocol, length, payload };
}
