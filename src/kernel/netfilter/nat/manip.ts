import type { IcmpError } from '../../../net/icmp.ts';
import type { Ipv4Packet, TransportPayload } from '../../../net/ipv4-packet.ts';
import type { Connection } from '../conntrack/connection.ts';
import {
  type CtInfo,
  type Direction,
  directionOf,
  IPS_DST_NAT,
  IPS_NAT_DONE_MASK,
  IPS_NAT_MASK,
  IPS_SRC_NAT,
  ORIGINAL,
  REPLY,
} from '../conntrack/info.ts';
import { invertTuple, type Tuple } from '../conntrack/tuple.ts';
import type { Manip } from './range.ts';

/** ICMP redirect (RFC 792). */
const ICMP_REDIRECT = 5;

/** The packet as its connection's translation wants it at this hook (nf_nat_packet). */
export function translate(packet: Ipv4Packet, connection: Connection, info: CtInfo, manip: Manip): Ipv4Packet {
  const direction = directionOf(info);
  if (!concerns(connection, direction, manip)) return packet;
  // The packet is to look like the inverse of the other direction.
  return rewrite(packet, invertTuple(connection.tuples[other(direction)]), manip);
}

/**
 * Translates an ICMP error of a connection, outside and inside (nf_nat_icmp_reply_translation); undefined when it has to
 * be dropped.
 */
export function translateError(
  packet: Ipv4Packet,
  message: IcmpError,
  connection: Connection,
  info: CtInfo,
  manip: Manip,
): Ipv4Packet | undefined {
  const direction = directionOf(info);
  if (message.type === ICMP_REDIRECT) {
    // A redirect speaks of routes; through NAT it would name the wrong ones.
    if ((connection.status & IPS_NAT_DONE_MASK) !== IPS_NAT_DONE_MASK) return undefined;
    if ((connection.status & IPS_NAT_MASK) !== 0) return undefined;
  }
  if (!concerns(connection, direction, manip)) return packet;
  const opposite = connection.tuples[other(direction)];
  const original = rewrite(message.original, opposite, manip === 'source' ? 'destination' : 'source');
  return rewrite({ ...packet, payload: { ...message, original } }, invertTuple(opposite), manip);
}

/** Whether this end of packets of this direction is translated. */
function concerns(connection: Connection, direction: Direction, manip: Manip): boolean {
  const bit = manip === 'source' ? IPS_SRC_NAT : IPS_DST_NAT;
  return (connection.status & (direction === REPLY ? bit ^ IPS_NAT_MASK : bit)) !== 0;
}

function other(direction: Direction): Direction {
  return direction === ORIGINAL ? REPLY : ORIGINAL;
}

/** Writes one end of the target tuple into a packet (nf_nat_ipv4_manip_pkt). */
function rewrite(packet: Ipv4Packet, target: Tuple, manip: Manip): Ipv4Packet {
  const payload = rewritePort(packet.payload, target, manip);
  return manip === 'source' ? { ...packet, src: target.src, payload } : { ...packet, dst: target.dst, payload };
}

function rewritePort(payload: TransportPayload, target: Tuple, manip: Manip): TransportPayload {
  switch (payload.kind) {
    case 'tcp':
    case 'udp':
      return manip === 'source' ? { ...payload, srcPort: target.srcPort } : { ...payload, dstPort: target.dstPort };
    case 'icmp':
      return payload.type === 0 || payload.type === 8 ? { ...payload, id: target.srcPort } : payload;
    case 'igmp':
    case 'opaque':
      return payload;
  }
}
