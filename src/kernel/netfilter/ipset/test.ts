import { maskOf } from '../../../net/ipv4.ts';
import type { Ipv4Packet } from '../../../net/ipv4-packet.ts';
import type { HookNetns } from '../skb.ts';
import { type Element, type Member, NO_ELEMENT } from './element.ts';
import type { IpSet } from './ip-set.ts';
import { findSet, netmaskOf } from './requests.ts';

/** A side of the packet for each part of an element: `src,dst` of a rule. */
export type Side = 'src' | 'dst';

/**
 * The member that an element meets: itself, or for types of networks the narrowest network it lies in
 * (mtype_test_cidrs). An exception (`nomatch`) is found as any other.
 */
export function testElement(set: IpSet, element: Element, now: number): Member | undefined {
  if (set.type.parts[0] !== 'net' || element.cidr !== 32) return set.find(element, now);
  for (let cidr = 32; cidr > 0; cidr--) {
    const found = set.find({ ...element, ip: (element.ip & maskOf(cidr)) >>> 0, cidr }, now);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The element of a packet for a set; undefined where the packet has none, or the rule says too few sides. */
export function elementOf(set: IpSet, packet: Ipv4Packet, sides: readonly Side[]): Element | undefined {
  const { parts } = set.type;
  if (sides.length < parts.length) return undefined;
  let element: Element = NO_ELEMENT;
  for (const [i, part] of parts.entries()) {
    const side = sides[i]!;
    const address = side === 'src' ? packet.src : packet.dst;
    if (part === 'ip') element = { ...element, ip: (address & netmaskOf(set.options)) >>> 0 };
    else if (part === 'net') element = { ...element, ip: address, cidr: 32 };
    else if (part === 'ip2') element = { ...element, ip2: address };
    else if (part === 'port') {
      const service = serviceOf(packet, side, set.type.storage === 'bitmap');
      if (service === undefined) return undefined;
      element = { ...element, ...service };
    }
  }
  return element;
}

/** Protocol and port of a side; of ICMP type and code stand for the port (ip_set_get_ip4_port, ip_set_get_ip_port). */
function serviceOf(
  { payload, protocol, fragmentOffset }: Ipv4Packet,
  side: Side,
  onlyPorts: boolean,
): Pick<Element, 'protocol' | 'port'> | undefined {
  if (payload.kind === 'tcp' || payload.kind === 'udp') {
    if (fragmentOffset > 0) return undefined;
    const port = side === 'src' ? payload.srcPort : payload.dstPort;
    return { protocol: onlyPorts ? 0 : protocol, port };
  }
  if (onlyPorts) return undefined;
  if (payload.kind === 'icmp') return { protocol, port: payload.type * 256 + payload.code };
  return { protocol, port: 0 };
}

/** The member that a packet meets, in a list of sets the first that any of them has (list_set_ktest). */
export function testPacket(
  netns: HookNetns,
  set: IpSet,
  packet: Ipv4Packet,
  sides: readonly Side[],
): Member | undefined {
  const { now } = netns.kernel;
  if (set.type.storage !== 'list') {
    const element = elementOf(set, packet, sides);
    return element === undefined ? undefined : testElement(set, element, now);
  }
  for (const { element } of set.list(now)) {
    const found = testPacket(netns, findSet(netns, element.set)!, packet, sides);
    if (found !== undefined) return found;
  }
  return undefined;
}
