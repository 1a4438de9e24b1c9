import type { IcmpMessage } from './icmp.ts';
import type { IgmpMessage } from './igmp.ts';
import type { Ipv4 } from './ipv4.ts';
import type { TcpSegment } from './tcp.ts';
import type { UdpDatagram } from './udp.ts';

/** IP protocol numbers (IANA). */
export const IPPROTO_ICMP = 1;
export const IPPROTO_TCP = 6;
export const IPPROTO_UDP = 17;

/** Bytes of an IPv4 header without options. */
export const IPV4_HLEN = 20;

/** A payload of a protocol that is carried but not interpreted, or a fragment other than the first. */
export interface OpaquePayload {
  readonly kind: 'opaque';
  readonly bytes: Uint8Array;
}

/** What an IPv4 packet carries. */
export type TransportPayload = IcmpMessage | IgmpMessage | UdpDatagram | TcpSegment | OpaquePayload;

/** Bytes of a header with the Router Alert option (RFC 2113), which IGMP's packets bear. */
export const IPV4_RA_HLEN = 24;

/** An IPv4 packet (RFC 791), without options but for IGMP's. Immutable: whoever changes a header makes a new packet. */
export interface Ipv4Packet {
  readonly kind: 'ipv4';
  readonly src: Ipv4;
  readonly dst: Ipv4;
  readonly ttl: number;
  readonly tos: number;
  /** The identification field, 16 bits. */
  readonly id: number;
  /** Don't Fragment. */
  readonly df: boolean;
  /** More Fragments. */
  readonly mf: boolean;
  /** Fragment offset in bytes (a multiple of 8). */
  readonly fragmentOffset: number;
  /** Protocol number of `payload`. */
  readonly protocol: number;
  /** Total length in bytes, header included. */
  readonly length: number;
  readonly payload: TransportPayload;
}

/** The packet with another TTL. Written out, as a spread of every forwarded packet costs more than the rest of its way. */
export function withTtl(packet: Ipv4Packet, ttl: number): Ipv4Packet {
  const { src, dst, tos, id, df, mf, fragmentOffset, protocol, length, payload } = packet;
  return { kind: 'ipv4', ttl, tos, id, df, mf, fragmentOffset, src, dst, protocol, length, payload };
}
