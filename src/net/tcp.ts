/** A TCP segment (RFC 9293). */
export interface TcpSegment {
  readonly kind: 'tcp';
  readonly srcPort: number;
  readonly dstPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: TcpFlags;
  /** As it stands in the header, not scaled. */
  readonly window: number;
  /** Maximum segment size option, only on SYN. */
  readonly mss?: number;
  /** SACK permitted (RFC 2018), only on SYN. */
  readonly sackPermitted?: boolean;
  /** Window scale (RFC 7323), only on SYN. */
  readonly windowScale?: number;
  /** Timestamps (RFC 7323). */
  readonly timestamps?: TcpTimestamps;
  /** Blocks that arrived out of order (RFC 2018). */
  readonly sack?: readonly SackBlock[];
  readonly data: Uint8Array;
}

/** The timestamps option: the sender's clock, and the receiver's as it was last heard. */
export interface TcpTimestamps {
  readonly value: number;
  readonly echo: number;
}

/** Bytes from the sequence number `left` on, up to but without `right`. */
export interface SackBlock {
  readonly left: number;
  readonly right: number;
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

/** Bytes of the timestamps option with the two fillers in front of it. */
export const TCP_TIMESTAMPS_LENGTH = 12;

/** Bytes of a segment's header with its options. */
export function tcpHeaderLength({ mss, sackPermitted, windowScale, timestamps, sack }: TcpSegment): number {
  let length = TCP_HLEN;
  if (mss !== undefined) length += 4;
  // On a SYN the timestamps' fillers make room for SACK permitted.
  if (timestamps !== undefined) length += TCP_TIMESTAMPS_LENGTH;
  else if (sackPermitted) length += 4;
  if (windowScale !== undefined) length += 4;
  if (sack !== undefined) length += 4 + 8 * sack.length;
  return length;
}
