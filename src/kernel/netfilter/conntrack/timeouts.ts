/** How long a connection lives without a packet, in microseconds (the defaults of net.netfilter.nf_conntrack_*_timeout*). */
const SECOND = 1_000_000;

export const ICMP_TIMEOUT = 30 * SECOND;
export const UDP_TIMEOUT = 30 * SECOND;
export const UDP_STREAM_TIMEOUT = 120 * SECOND;
/** A UDP flow that still answers after this time is a stream (nf_conntrack_udp_packet). */
export const UDP_STREAM_AFTER = 2 * SECOND;
export const GENERIC_TIMEOUT = 600 * SECOND;

/** By state of the TCP tracker (tcp_timeouts). */
export const TCP_TIMEOUTS = {
  NONE: 120 * SECOND,
  SYN_SENT: 120 * SECOND,
  SYN_RECV: 60 * SECOND,
  ESTABLISHED: 432_000 * SECOND,
  FIN_WAIT: 120 * SECOND,
  CLOSE_WAIT: 60 * SECOND,
  LAST_ACK: 30 * SECOND,
  TIME_WAIT: 120 * SECOND,
  CLOSE: 10 * SECOND,
  SYN_SENT2: 120 * SECOND,
} as const;

/** With data that nobody has acknowledged (nf_conntrack_tcp_timeout_unacknowledged). */
export const TCP_UNACKNOWLEDGED_TIMEOUT = 300 * SECOND;
