import type { TcpSegment } from '../../../net/tcp.ts';
import type { HookNetns } from '../skb.ts';
import type { Connection } from './connection.ts';
import { type Direction, IPS_ASSURED, ORIGINAL, REPLY } from './info.ts';
import { TCP_STATES, type TcpState, tcpTimeout, timeoutOf } from './timeouts.ts';

/** What is remembered of a tracked TCP connection (struct ip_ct_tcp), as far as states and timeouts depend on it. */
export interface TcpTracking {
  state: TcpState;
  /** By direction: the sequence number after the last data sent, and whether it is still unacknowledged. */
  readonly seen: [SeenBySender, SeenBySender];
}

interface SeenBySender {
  end: number;
  unacknowledged: boolean;
}

/**
 * What the tracker says of a segment: `ignore` neither counts it nor lets the connection live longer, `invalid` leaves the
 * packet without connection, `repeat` starts a new one, `kill` ends the connection.
 */
export type TcpVerdict = 'accept' | 'ignore' | 'invalid' | 'repeat' | 'kill';

type SegmentKind = 'syn' | 'synack' | 'fin' | 'ack' | 'rst' | 'none';
type Transition = TcpState | 'IGNORE' | 'INVALID';

const SHORT: Readonly<Record<string, Transition>> = {
  SS: 'SYN_SENT',
  SR: 'SYN_RECV',
  ES: 'ESTABLISHED',
  FW: 'FIN_WAIT',
  CW: 'CLOSE_WAIT',
  LA: 'LAST_ACK',
  TW: 'TIME_WAIT',
  CL: 'CLOSE',
  S2: 'SYN_SENT2',
  ig: 'IGNORE',
  iv: 'INVALID',
};

/** The next state by direction, kind of segment and present state, a column each (tcp_conntracks of nf_conntrack_proto_tcp.c). */
const TRANSITIONS: readonly [Readonly<Record<SegmentKind, string>>, Readonly<Record<SegmentKind, string>>] = [
  {
    //      NO SS SR ES FW CW LA TW CL S2
    syn: '  SS SS ig ig ig ig ig SS SS S2',
    synack: 'iv iv SR iv iv iv iv iv iv SR',
    fin: '  iv iv FW FW LA LA LA TW CL iv',
    ack: '  ES iv ES ES CW CW TW TW CL iv',
    rst: '  iv CL CL CL CL CL CL CL CL CL',
    none: ' iv iv iv iv iv iv iv iv iv iv',
  },
  {
    //      NO SS SR ES FW CW LA TW CL S2
    syn: '  iv S2 iv iv iv iv iv SS iv S2',
    synack: 'iv SR ig ig ig ig ig ig ig SR',
    fin: '  iv iv FW FW LA LA LA TW CL iv',
    ack: '  iv ig SR ES CW CW TW TW CL ig',
    rst: '  iv CL CL CL CL CL CL CL CL CL',
    none: ' iv iv iv iv iv iv iv iv iv iv',
  },
];

function transition(direction: Direction, kind: SegmentKind, state: TcpState): Transition {
  return SHORT[TRANSITIONS[direction][kind].trim().split(' ')[TCP_STATES.indexOf(state)]!]!;
}

function kindOf({ flags }: TcpSegment): SegmentKind {
  if (flags.rst) return 'rst';
  if (flags.syn) return flags.ack ? 'synack' : 'syn';
  if (flags.fin) return 'fin';
  return flags.ack ? 'ack' : 'none';
}

/** Starts tracking with the first segment seen (tcp_new); a segment in the middle of a connection is taken too (tcp_loose). */
export function newTcp(netns: HookNetns, segment: TcpSegment): TcpTracking | undefined {
  const kind = kindOf(segment);
  if (transition(ORIGINAL, kind, 'NONE') === 'INVALID') return undefined;
  if (kind !== 'syn' && netns.settings.get('net/netfilter/nf_conntrack_tcp_loose') === '0') return undefined;
  return tcpInState('NONE');
}

/** The tracking of a connection that is in a state without a segment having been seen. */
export function tcpInState(state: TcpState): TcpTracking {
  const fresh = (): SeenBySender => ({ end: 0, unacknowledged: false });
  return { state, seen: [fresh(), fresh()] };
}

/** Follows a segment of a connection (nf_conntrack_tcp_packet), without checking sequence windows. */
export function trackTcp(
  netns: HookNetns,
  connection: Connection,
  tcp: TcpTracking,
  segment: TcpSegment,
  direction: Direction,
): TcpVerdict {
  const { now } = netns.kernel;
  const old = tcp.state;
  const kind = kindOf(segment);
  const next = transition(direction, kind, old);
  if (next === 'IGNORE') return 'ignore';
  if (next === 'INVALID') return 'invalid';
  // A SYN on a connection that is over starts anew: the port is being used again.
  if (next === 'SYN_SENT' && (old === 'TIME_WAIT' || old === 'CLOSE')) return 'repeat';
  followData(tcp, segment, direction);
  tcp.state = next;
  if (next !== old) connection.changed = true;
  const timeout = lifetime(netns, tcp, kind);
  if (!connection.seenReply) {
    // A connection refused at once is forgotten at once.
    if (kind === 'rst') return 'kill';
    const unanswered = timeoutOf(netns, 'tcp_timeout_unacknowledged');
    connection.refresh(now, next === 'ESTABLISHED' ? Math.min(timeout, unanswered) : timeout);
    return 'accept';
  }
  if (next === 'ESTABLISHED' && (old === 'SYN_RECV' || old === 'ESTABLISHED')) connection.setStatus(IPS_ASSURED);
  connection.refresh(now, timeout);
  return 'accept';
}

/** Whether data is on the way unacknowledged (tcp_in_window), which shortens the timeout. */
function followData(tcp: TcpTracking, segment: TcpSegment, direction: Direction): void {
  const { flags, sequence, acknowledgement, data } = segment;
  const sender = tcp.seen[direction];
  const receiver = tcp.seen[direction === ORIGINAL ? REPLY : ORIGINAL];
  const end = (sequence + data.length + (flags.syn ? 1 : 0) + (flags.fin ? 1 : 0)) >>> 0;
  if (flags.syn) {
    sender.end = end;
    sender.unacknowledged = false;
  } else if (((end - sender.end) | 0) > 0) {
    sender.end = end;
    sender.unacknowledged = true;
  }
  if (flags.ack && acknowledgement >>> 0 === receiver.end) receiver.unacknowledged = false;
}

function lifetime(netns: HookNetns, tcp: TcpTracking, kind: SegmentKind): number {
  if (kind === 'rst') return tcpTimeout(netns, 'CLOSE');
  const timeout = tcpTimeout(netns, tcp.state);
  const unacknowledged = tcp.seen[ORIGINAL].unacknowledged || tcp.seen[REPLY].unacknowledged;
  return unacknowledged ? Math.min(timeout, timeoutOf(netns, 'tcp_timeout_unacknowledged')) : timeout;
}
