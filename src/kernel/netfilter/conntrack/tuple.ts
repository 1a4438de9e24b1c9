import type { IcmpMessage } from '../../../net/icmp.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import { IPPROTO_ICMP, type Ipv4Packet } from '../../../net/ipv4-packet.ts';

/**
 * One direction of a connection (struct nf_conntrack_tuple). For ICMP `srcPort` is the echo id and `dstPort` holds type
 * and code (`type << 8 | code`); protocols without ports have 0 in both.
 */
export interface Tuple {
  readonly src: Ipv4;
  readonly dst: Ipv4;
  readonly protocol: number;
  readonly srcPort: number;
  readonly dstPort: number;
}

/** The answer's type for an ICMP query (invmap of nf_conntrack_proto_icmp.c). */
const ICMP_INVERSE: Readonly<Record<number, number>> = { 8: 0, 0: 8, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17 };

/** The tuple of a packet (nf_ct_get_tuple); undefined for what cannot be tracked by ports, as an ICMP error. */
export function tupleOf(packet: Ipv4Packet): Tuple | undefined {
  const { src, dst, protocol, payload } = packet;
  switch (payload.kind) {
    case 'tcp':
    case 'udp':
      return { src, dst, protocol, srcPort: payload.srcPort, dstPort: payload.dstPort };
    case 'icmp':
      return icmpTuple(src, dst, payload);
    default:
      return { src, dst, protocol, srcPort: 0, dstPort: 0 };
  }
}

function icmpTuple(src: Ipv4, dst: Ipv4, message: IcmpMessage): Tuple | undefined {
  if (message.type !== 0 && message.type !== 8) return undefined;
  return { src, dst, protocol: IPPROTO_ICMP, srcPort: message.id, dstPort: (message.type << 8) | message.code };
}

/** The tuple of the answers (nf_ct_invert_tuple); undefined for an ICMP type that has no answer. */
export function invertTuple(tuple: Tuple): Tuple {
  const { src, dst, protocol, srcPort, dstPort } = tuple;
  if (protocol !== IPPROTO_ICMP) return { src: dst, dst: src, protocol, srcPort: dstPort, dstPort: srcPort };
  const inverse = ICMP_INVERSE[dstPort >>> 8] ?? dstPort >>> 8;
  return { src: dst, dst: src, protocol, srcPort, dstPort: (inverse << 8) | (dstPort & 255) };
}

/** True when both are the same direction of the same connection (nf_ct_tuple_equal). */
export function sameTuple(a: Tuple, b: Tuple): boolean {
  return (
    a.src === b.src &&
    a.dst === b.dst &&
    a.srcPort === b.srcPort &&
    a.dstPort === b.dstPort &&
    a.protocol === b.protocol
  );
}

/** A cheap key of a tuple for a Map: 30 bits, so that it stays a small integer in every engine. */
export function hashTuple(tuple: Tuple): number {
  let hash = Math.imul(tuple.src, 0x9e3779b1) ^ Math.imul(tuple.dst, 0x85ebca77);
  hash ^= Math.imul(((tuple.srcPort << 16) | tuple.dstPort) + tuple.protocol, 0xc2b2ae3d);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}
