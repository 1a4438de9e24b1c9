/** A TCP segment (RFC 9293). */
export interface TcpSegment {
  readonly kind: 'tcp';
  readonly srcPort: number;
  readonly dstPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: TcpFlags;
  readonly window: number;
  /** Maximum segment size option, only on SYN. */
  readonly mss?: number;
  readonly data: Uint8Array;
}

/** The control bits of a segment. */
export interface TcpFlags {
  readonly syn?: boolean;
  readonly ack?: boolean;
  readonly fin?: boolean;
  readonly rst?: boolean;
  readonly psh?: boolean;
}

/** Bytes of a TCP header without options. */
export const TCP_HLEN = 20;
