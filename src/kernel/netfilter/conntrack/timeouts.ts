import { SETTINGS } from '../../sysctl/settings.ts';
import type { HookNetns } from '../skb.ts';

const SECOND = 1_000_000;

/** A UDP flow that still answers after this time is a stream (nf_conntrack_udp_packet). */
export const UDP_STREAM_AFTER = 2 * SECOND;

/** States of the TCP tracker, in the words of conntrack(8), in the order of enum tcp_conntrack. */
export const TCP_STATES = [
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'SYN_SENT2',
] as const;

export type TcpState = (typeof TCP_STATES)[number];

/** Kinds of timeouts by the end of their setting's name. */
type Kind = 'generic_timeout' | 'icmp_timeout' | 'udp_timeout' | 'udp_timeout_stream' | `tcp_timeout_${string}`;

/** How long a connection lives without a packet, in microseconds (net.netfilter.nf_conntrack_*_timeout*). */
export function timeoutOf({ settings }: HookNetns, kind: Kind): number {
  const key = `net/netfilter/nf_conntrack_${kind}`;
  return Number(settings.get(key) ?? SETTINGS[key]![1]) * SECOND;
}

const BY_STATE: Readonly<Record<TcpState, Kind>> = {
  NONE: 'tcp_timeout_syn_sent',
  SYN_SENT: 'tcp_timeout_syn_sent',
  SYN_RECV: 'tcp_timeout_syn_recv',
  ESTABLISHED: 'tcp_timeout_established',
  FIN_WAIT: 'tcp_timeout_fin_wait',
  CLOSE_WAIT: 'tcp_timeout_close_wait',
  LAST_ACK: 'tcp_timeout_last_ack',
  TIME_WAIT: 'tcp_timeout_time_wait',
  CLOSE: 'tcp_timeout_close',
  SYN_SENT2: 'tcp_timeout_syn_sent',
};

/** How long a TCP connection lives in a state (tcp_timeouts). */
export function tcpTimeout(netns: HookNetns, state: TcpState): number {
  return timeoutOf(netns, BY_STATE[state]);
}
