import type { Ipv4Packet } from './ipv4-packet.ts';

/** Echo and echo reply (RFC 792). */
export interface IcmpEcho {
  readonly kind: 'icmp';
  readonly type: 0 | 8;
  readonly code: 0;
  readonly id: number;
  readonly sequence: number;
  /** Bytes of data after the eight-byte header; what they say does not matter here. */
  readonly dataLength: number;
}

/** An error message about a packet: destination unreachable (3), redirect (5), time exceeded (11), parameter problem (12). */
export interface IcmpError {
  readonly kind: 'icmp';
  readonly type: 3 | 5 | 11 | 12;
  readonly code: number;
  /** Next-hop MTU for 3/4 (RFC 1191), gateway for redirects, else 0. */
  readonly info: number;
  /** The packet that the message is about, as it was seen where the error arose. */
  readonly original: Ipv4Packet;
  /** Bytes of the message after its eight-byte header. */
  readonly dataLength: number;
}

/** An ICMP message. */
export type IcmpMessage = IcmpEcho | IcmpError;

/** Bytes of an ICMP header. */
export const ICMP_HLEN = 8;
