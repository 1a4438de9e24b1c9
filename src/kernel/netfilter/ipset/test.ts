import type { Ipv4Packet } from '../../../net/ipv4-packet.ts';
import { addressBits, networkOfIp } from '../../../net/prefix.ts';
import type { HookContext } from '../context.ts';
import type { HookNetns } from '../skb.ts';
import { type Element, type Member, NO_ELEMENT } from './element.ts';
import type { IpSet } from './ip-set.ts';
import { findSet, netmaskOf } from './requests.ts';

/** A packet and where it passes. */
export type Passing = Pick<HookContext, 'packet' | 'inDevice' | 'outDevice' | 'skb'>;

/** A side of the packet for each part of an element: `src,dst` of a rule. */
export type Side = 'src' | 'dst';

/**
 * The member that an element meets: itself, or for types of networks the narrowest network it lies in
 * (mtype_test_cidrs). An exception (`nomatch`) is found as any other.
 */
export function testElement(set: IpSet, element: Element, now: number): Member | undefined {
  const { parts } = set.type;
  if (parts.includes('mac')) {
    const found = set.find(element, now);
    const { mac } = element;
    return mac === undefined || found?.element.mac === undefined || found.element.mac === mac ? found : undefined;
  }
  const bits = addressBits(set.options.family === 'inet6' ? 6 : 4);
  if (parts[0] === 'net' && parts.includes('net2'))
    return element.cidr === bits && element.cidr2 === bits ? narrowestPair(set, element, now) : set.find(element, now);
  if (parts.includes('net2') && element.cidr2 === bits) {
    const at = (cidr2: number): Element => ({ ...element, ip2: networkOfIp(element.ip2, cidr2), cidr2 });
    return narrowest(set, at, now, bits);
  }
  if (parts[0] !== 'net' || element.cidr !== bits) return set.find(element, now);
  return narrowest(set, (cidr) => ({ ...element, ip: networkOfIp(element.ip, cidr), cidr }), now, bits);
}

/** The member with the longest prefix. A network that is there for other devices only hides wider ones. */
function narrowest(set: IpSet, at: (cidr: number) => Element, now: number, bits: number): Member | undefined {
  const byDevice = set.type.parts.includes('iface');
  for (let cidr = bits; cidr >= (byDevice ? 0 : 1); cidr--) {
    const element = at(cidr);
    const found = set.find(element, now);
    if (found !== undefined) return found;
    if (byDevice && set.list(now).some(({ element: { ip, cidr: length } }) => ip === element.ip && length === cidr))
      break;
  }
  return undefined;
}

/** The member of two networks with the longest first prefix, and of those with the longest second one. */
function narrowestPair(set: IpSet, element: Element, now: number): Member | undefined {
  const members = set.list(now).map((member) => member.element);
  const lengths = (all: readonly number[]) => [...new Set(all)].sort((a, b) => b - a);
  for (const cidr of lengths(members.map((each) => each.cidr)))
    for (const cidr2 of lengths(members.map((each) => each.cidr2))) {
      const [ip, ip2] = [networkOfIp(element.ip, cidr), networkOfIp(element.ip2, cidr2)];
      const found = set.find({ ...element, ip, cidr, ip2, cidr2 }, now);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** The element of a packet for a set; undefined where the packet has none, or the rule says too few sides. */
export function elementOf(set: IpSet, passing: Passing, sides: readonly Side[]): Element | undefined {
  const { parts } = set.type;
  const { packet, inDevice, outDevice, skb } = passing;
  // Packets of IPv6 are not carried.
  if (sides.length < parts.length || set.options.family === 'inet6') return undefined;
  let element: Element = NO_ELEMENT;
  for (const [i, part] of parts.entries()) {
    const side = sides[i]!;
    const address = side === 'src' ? packet.src : packet.dst;
    if (part === 'ip') element = { ...element, ip: (address & netmaskOf(set.options)) >>> 0 };
    else if (part === 'net') element = { ...element, ip: address, cidr: 32 };
    else if (part === 'ip2') element = { ...element, ip2: address };
    else if (part === 'net2') element = { ...element, ip2: address, cidr2: 32 };
    else if (part === 'iface') {
      const device = side === 'src' ? inDevice : outDevice;
      if (device === null) return undefined;
      element = { ...element, iface: device.name };
    } else if (part === 'mac') {
      if (side !== 'src' || inDevice === null || skb.sourceMac === undefined) return undefined;
      element = { ...element, mac: skb.sourceMac };
    } else if (part === 'mark') element = { ...element, mark: (skb.mark & set.options.markmask) >>> 0 };
    else if (part === 'port') {
      const service = serviceOf(packet, side, set.type.storage === 'bitmap');
      if (service === undefined) return undefined;
      element = { ...element, ...service };
    }
  }
  return element;
}

/**
 * The element that a rule puts in or takes out (ip_set_add, ip_set_del): of a network the prefix is as long as the longest
 * there is.
 */
export function elementToChange(
  set: IpSet,
  passing: Passing,
  sides: readonly Side[],
  now: number,
): Element | undefined {
  const element = elementOf(set, passing, sides);
  if (element === undefined) return undefined;
  const { parts } = set.type;
  const members = set.list(now).map((member) => member.element);
  const longest = (lengths: readonly number[]) => (lengths.length === 0 ? 32 : Math.max(...lengths));
  let { ip, cidr, ip2, cidr2 } = element;
  if (parts.includes('net')) {
    cidr = longest(members.map((each) => each.cidr));
    ip = networkOfIp(ip, cidr);
  }
  if (parts.includes('net2')) {
    cidr2 = longest(members.map((each) => each.cidr2));
    ip2 = networkOfIp(ip2, cidr2);
  }
  return { ...element, ip, cidr, ip2, cidr2 };
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

/** Told of each member that a packet meets: of a set, and of the lists that it is in. */
export type Meet = (set: IpSet, member: Member, inList: boolean) => void;

/**
 * The member that a packet meets, in a list of sets the first that one of them has for it (list_set_ktest). `meet` is told
 * of exceptions too, which a list passes over.
 */
export function testPacket(
  netns: HookNetns,
  set: IpSet,
  packet: Passing,
  sides: readonly Side[],
  meet: Meet = () => {},
  inList = false,
): Member | undefined {
  const { now } = netns.kernel;
  if (set.type.storage !== 'list') {
    const element = elementOf(set, packet, sides);
    const found = element === undefined ? undefined : testElement(set, element, now);
    // A member without an address of Ethernet takes the first that comes (ip_set_test).
    if (found !== undefined && element?.mac !== undefined) found.element = { ...found.element, mac: element.mac };
    if (found !== undefined) meet(set, found, inList);
    return found;
  }
  for (const member of set.list(now)) {
    const found = testPacket(netns, findSet(netns, member.element.set)!, packet, sides, meet, true);
    if (found === undefined || found.nomatch) continue;
    meet(set, member, false);
    return member;
  }
  return undefined;
}
