import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { isMulticastMac } from '../../net/mac.ts';
import type { UdpDatagram } from '../../net/udp.ts';
import { drop, emit } from '../emit.ts';
import type { Netns } from '../netns/netns.ts';
import type { Skb } from '../skb.ts';
import type { Device } from './device.ts';
import type { Vxlan } from './vxlan.ts';

/** The same network on the same port, and neither bound to a device of its own (vxlan_vni_in_use). */
export function isTwin(a: Vxlan, b: Vxlan): boolean {
  return a.config.id === b.config.id && a.config.dstPort === b.config.dstPort;
}

/** Takes a datagram to the port of a VXLAN that is up; false when there is none (vxlan_rcv). */
export function receiveVxlan(netns: Netns, skb: Skb): boolean {
  const outer = skb.packet as Ipv4Packet;
  const { dstPort, vxlan: inside } = outer.payload as UdpDatagram;
  const listening = [...netns.vxlans].filter((each) => each.up && each.vxlan!.config.dstPort === dstPort);
  if (listening.length === 0) return false;
  const device = listening.find((each) => each.vxlan!.config.id === inside?.vni);
  if (device === undefined || inside === undefined) {
    drop(netns, skb, 'vxlan', inside === undefined ? 'VXLAN_INVALID_HDR' : 'VXLAN_VNI_NOT_FOUND', {});
    return true;
  }
  decapsulate(device, skb, outer, inside);
  return true;
}

function decapsulate(device: Device, skb: Skb, outer: Ipv4Packet, inside: NonNullable<UdpDatagram['vxlan']>): void {
  const { netns } = device;
  const { src, dst, payload, vlan } = inside.frame;
  const decision = {
    kind: 'vxlan',
    action: 'decapsulate',
    vni: inside.vni,
    device: device.name,
    remotes: [outer.src],
    cause: device.cause,
  } as const;
  skb.packet = payload;
  skb.srcMac = src;
  skb.dstMac = dst;
  skb.vlan = vlan ?? null;
  skb.hasMac = true;
  skb.connection = null;
  if (netns.kernel.tracing)
    emit(netns, skb, 'vxlan', 'modify', { device: device.name, before: outer, after: payload, decision });
  if (src === device.mac || !learn(device, skb, outer.src)) {
    device.rxDropped++;
    return drop(netns, skb, 'vxlan', 'LOCAL_MAC', { device: device.name, decision });
  }
  netns.kernel.deliver(device, skb);
}

/** A station is behind the router that a frame of it came from; false when it may not be (vxlan_snoop). */
function learn(device: Device, { srcMac, cause }: Skb, address: number): boolean {
  const own = device.vxlan!;
  if (!own.config.learning) return true;
  if (srcMac === 0 || isMulticastMac(srcMac)) return false;
  const { now } = device.netns.kernel;
  const known = own.find(srcMac, now);
  if (known === undefined) {
    own.fdb.set(srcMac, { mac: srcMac, kind: 'learned', remotes: [{ address }], used: now, updated: now, cause });
    return true;
  }
  known.used = now;
  if (known.remotes[0]!.address === address) return true;
  if (known.kind !== 'learned') return false;
  known.remotes = [{ address }];
  known.updated = now;
  known.cause = cause;
  return true;
}
