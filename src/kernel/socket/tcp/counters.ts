/** What a TCP socket counts for those who ask how it goes (struct tcp_info): segments, bytes, and when, in microseconds. */
export interface TcpCounters {
  /** The first sequence number (ISS); a SYN of its own that is acknowledged counts as a byte. */
  ackedFrom: number;
  segmentsOut: number;
  segmentsIn: number;
  dataSegmentsOut: number;
  dataSegmentsIn: number;
  /** With what was sent again. */
  bytesSent: number;
  bytesRetransmitted: number;
  bytesReceived: number;
  delivered: number;
  lastSent: number;
  lastReceived: number;
  lastAcknowledged: number;
  /** The shortest round trip. */
  minRtt: number | undefined;
}

/** Nothing counted yet. */
export function newCounters(now: number): TcpCounters {
  return {
    ackedFrom: 0,
    segmentsOut: 0,
    segmentsIn: 0,
    dataSegmentsOut: 0,
    dataSegmentsIn: 0,
    bytesSent: 0,
    bytesRetransmitted: 0,
    bytesReceived: 0,
    delivered: 0,
    lastSent: now,
    lastReceived: now,
    lastAcknowledged: now,
    minRtt: undefined,
  };
}
