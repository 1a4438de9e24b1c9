/** A UDP datagram (RFC 768). */
export interface UdpDatagram {
  readonly kind: 'udp';
  readonly srcPort: number;
  readonly dstPort: number;
  readonly data: Uint8Array;
}

/** Bytes of a UDP header. */
export const UDP_HLEN = 8;
