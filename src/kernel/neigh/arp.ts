import type { ArpPacket } from '../../net/arp.ts';
import { ANY_IPV4, type Ipv4, isLoopbackIpv4, isMulticastIpv4 } from '../../net/ipv4.ts';
import { type Ipv6, isMulticastIpv6 } from '../../net/ipv6.ts';
import { type Mac, multicastMac, ZERO_MAC } from '../../net/mac.ts';
import { formatIp, type Ip } from '../../net/prefix.ts';
import { drop, emit } from '../emit.ts';
import { isBroadcastAddress, isLocalAddress } from '../fib/address-type.ts';
import { logMartian } from '../ip/martian.ts';
import { routeInput } from '../ip/route-input.ts';
import { selectSource } from '../ip/source-address.ts';
import type { Device } from '../link/device.ts';
import { transmit } from '../link/transmit.ts';
import { passesFrameHook } from '../netfilter/frame-hooks.ts';
import { Skb } from '../skb.ts';
import { discover } from './discover.ts';
import { Neighbour } from './neighbour.ts';

/** The neighbour entry for an address on a device, made when it is not there (__neigh_lookup). */
export function neighbourOf(device: Device, address: Ip): Neighbour {
  const key = device.isLoopback && typeof address === 'number' ? ANY_IPV4 : address;
  let entry = device.neighbours.get(key);
  if (entry === undefined) {
    const { kernel } = device.netns;
    entry = new Neighbour(device, key, kernel.cause, kernel.now);
    construct(entry, address);
    device.neighbours.set(key, entry);
    if (entry.state !== 'NOARP') kernel.changed(device.netns, 'neighbour', 'new', formatIp(key));
  }
  return entry;
}

/** Nobody is asked for what follows from the address or the device (arp_constructor, ndisc_constructor). */
function construct(entry: Neighbour, address: Ip): void {
  const { device } = entry;
  const mac = typeof address === 'number' ? impliedMac(device, address) : impliedMacOfIpv6(device, address);
  if (mac === undefined) return;
  entry.state = 'NOARP';
  entry.mac = mac;
  entry.hasMac = true;
}

function impliedMac(device: Device, address: Ipv4): Mac | undefined {
  // All of lo's neighbours are one, 0.0.0.0.
  if (device.isLoopback) return device.mac;
  if (isMulticastIpv4(address)) return multicastMac(address);
  if (!device.arp) return device.mac;
  const table = device.l3Master?.vrfTable ?? undefined;
  return isBroadcastAddress(device.netns, address, table) ? device.broadcastMac : undefined;
}

function impliedMacOfIpv6(device: Device, address: Ipv6): Mac | undefined {
  if (isMulticastIpv6(address)) return multicastMac(address);
  return device.isLoopback || !device.arp ? device.mac : undefined;
}

/** Asks for a neighbour's MAC, of either family. */
export function solicit(entry: Neighbour, about: Skb | undefined): void {
  const { address, device } = entry;
  if (typeof address === 'number') return solicitByArp(entry, address, about);
  const found = discover(device, address);
  if (found !== undefined) entry.update(device.netns.kernel, found.mac, true, true);
}

/** Asks by ARP (arp_solicit): by broadcast, or straight to a MAC that is to be confirmed. */
function solicitByArp(entry: Neighbour, address: Ipv4, about: Skb | undefined): void {
  const { device } = entry;
  const wanted = about?.packet.kind === 'ipv4' ? about.packet.src : 0;
  const source = wanted !== 0 && isLocalAddress(device.netns, wanted) ? wanted : selectSource(device, address, 253);
  const to = entry.state === 'PROBE' && entry.hasMac ? entry.mac : device.broadcastMac;
  const packet: ArpPacket = {
    kind: 'arp',
    operation: 'request',
    senderMac: device.mac,
    senderIp: source,
    targetMac: ZERO_MAC,
    targetIp: address,
  };
  sendArp(device, packet, to, about);
}

/** Sends an ARP packet (arp_xmit). */
export function sendArp(device: Device, packet: ArpPacket, to: Mac, about: Skb | undefined): Skb {
  const { kernel } = device.netns;
  const skb = new Skb(kernel.nextPacket(), kernel.nextCopy(), about?.id, about?.cause ?? kernel.cause, packet);
  skb.srcMac = device.mac;
  skb.dstMac = to;
  skb.hasMac = true;
  if (kernel.tracing) emit(device.netns, skb, 'send', 'pass', { device: device.name });
  if (passesFrameHook(device.netns, 'arp', 'OUTPUT', skb, null, device)) transmit(device, skb);
  return skb;
}

/** An ARP packet arrived (arp_process, net/ipv4/arp.c). */
export function receiveArp(device: Device, skb: Skb): void {
  const { netns } = device;
  const { kernel } = netns;
  const packet = skb.packet as ArpPacket;
  const { senderIp, senderMac, targetIp } = packet;
  if (!device.arp || device.isLoopback) return ignored(device, skb);
  if (!passesFrameHook(netns, 'arp', 'INPUT', skb, device, null)) return;
  if (isMulticastIpv4(targetIp) || isLoopbackIpv4(targetIp))
    return drop(netns, skb, 'arp', 'ARP_INVALID', { device: device.name });
  if (senderIp === 0) {
    if (packet.operation === 'request' && isLocalAddress(netns, targetIp)) answer(device, skb, packet);
    return deliver(device, skb);
  }
  // Most requests of a flood are for somebody else: a host that does not forward need not look up the way to tell.
  if (packet.operation === 'request' && (device.forwards || !netns.fib.isSurelyForeign(targetIp))) {
    const routed = routeInput(netns, device, senderIp, targetIp, 0, 0);
    if (!routed.ok && routed.martian !== undefined)
      logMartian(device, skb, routed.martian === 'destination' ? 'destination' : 'source', senderIp, targetIp);
    if (!routed.ok && routed.martian === 'rpfilter')
      return drop(netns, skb, 'arp', 'ARP_RPFILTER', { device: device.name });
    if (routed.ok && routed.dst.kind === 'local') {
      if (isSilent(device, packet)) return drop(netns, skb, 'arp', 'ARP_IGNORED', { device: device.name });
      learn(device, packet, false);
      answer(device, skb, packet);
      return deliver(device, skb);
    }
    if (
      routed.ok &&
      routed.dst.kind === 'unicast' &&
      routed.dst.device !== device &&
      device.forwards &&
      (device.either('proxy_arp') || device.proxies.has(targetIp))
    ) {
      learn(device, packet, false);
      answer(device, skb, packet);
      return deliver(device, skb);
    }
  }
  const known = device.neighbours.get(senderIp);
  if (known === undefined) return ignored(device, skb);
  const isReplyToUs = packet.operation === 'reply' && skb.dstMac === device.mac;
  const locked =
    known.hasMac && known.mac !== senderMac && kernel.now - known.updated < 1_000_000 && known.state !== 'INCOMPLETE';
  if (!locked) known.update(kernel, senderMac, isReplyToUs, !locked);
  // A request that nobody here answers may still refresh what is known of the one who asks.
  if (packet.operation === 'request') ignored(device, skb);
  else deliver(device, skb);
}

function ignored(device: Device, skb: Skb): void {
  if (device.netns.kernel.tracing) emit(device.netns, skb, 'arp', 'consume', { device: device.name });
}

function deliver(device: Device, skb: Skb): void {
  if (device.netns.kernel.tracing)
    emit(device.netns, skb, 'arp', 'deliver', {
      device: device.name,
      decision: { kind: 'socket', protocol: 'arp', port: undefined },
    });
}

function learn(device: Device, packet: ArpPacket, confirmed: boolean): void {
  neighbourOf(device, packet.senderIp).update(device.netns.kernel, packet.senderMac, confirmed, true);
}

/** arp_ignore and arp_filter (arp_ignore(), arp_filter()). */
function isSilent(device: Device, packet: ArpPacket): boolean {
  const { netns } = device;
  const level = Math.max(netns.confAll.arp_ignore, device.conf.arp_ignore);
  const mine = device.addresses.some((address) => address.local === packet.targetIp);
  if (level === 1 || level === 2) return !mine;
  if (level === 8) return true;
  if (Math.max(netns.confAll.arp_filter, device.conf.arp_filter) === 0) return false;
  const back = netns.fib.lookup(netns, { destination: packet.senderIp, source: packet.targetIp });
  return back.error !== undefined || back.found.hop?.device !== device;
}

function answer(device: Device, skb: Skb, request: ArpPacket): void {
  const packet: ArpPacket = {
    kind: 'arp',
    operation: 'reply',
    senderMac: device.mac,
    senderIp: request.targetIp,
    targetMac: request.senderMac,
    targetIp: request.senderIp,
  };
  sendArp(device, packet, request.senderMac, skb);
}
