import { armRetransmission, currentMss, pushPending, sendControl, sendSegment } from './output.ts';
import { retransmissionTimeout } from './rtt.ts';
import { cut, type OutgoingSegment } from './send-queue.ts';
import { advance } from './sequence.ts';
import { setting } from './settings.ts';
import type { TcpSocket } from './tcp-socket.ts';

const SECOND = 1_000_000;
/** How many segments that arrived out of order mean a loss (tcp_reordering). */
const DUPLICATES = 3;

/** The retransmission timer ran out (tcp_retransmit_timer). */
export function expireRetransmission(socket: TcpSocket): void {
  socket.about = undefined;
  if (socket.state === 'SYN_SENT') return repeatSyn(socket);
  if (socket.state === 'SYN_RECV') return repeatSynAck(socket);
  if (socket.outgoing.length === 0) return;
  if (socket.sendWindow === 0 && socket.inFlight() === 0) return probeWindow(socket);
  const first = socket.outgoing.find(({ firstSent }) => firstSent !== undefined);
  if (first === undefined) return;
  if (isProbe(socket)) return probeTail(socket);
  if (isHopeless(socket)) return socket.fail(socket.softError ?? 'ETIMEDOUT');
  enterLoss(socket);
  const { mib } = socket.netns;
  mib.TcpExtTCPTimeouts++;
  mib.TcpExtTcpTimeoutRehash++;
  socket.retries++;
  resend(socket, first);
  socket.backoff++;
  armRetransmission(socket);
}

/** True when the tail of what was sent is probed before it is held to be lost (TLP, RFC 8985 §7). */
function isProbe(socket: TcpSocket): boolean {
  const recovers = socket.retries > 0 || socket.probed || socket.outgoing.some(({ sacked, lost }) => sacked || lost);
  return !recovers && socket.sackOk && socket.srtt !== undefined && setting(socket.netns, 'tcp_early_retrans') >= 3;
}

/** Sends new data, or the last segment once more, to learn what arrived (tcp_send_loss_probe). */
function probeTail(socket: TcpSocket): void {
  const last = socket.outgoing.findLast(({ firstSent }) => firstSent !== undefined);
  socket.probed = true;
  if (last !== undefined) sendSegment(socket, last);
  socket.retransmitTimer.start(retransmissionTimeout(socket));
}

function repeatSyn(socket: TcpSocket): void {
  const linear = setting(socket.netns, 'tcp_syn_linear_timeouts');
  if (socket.retries >= setting(socket.netns, 'tcp_syn_retries') + linear) return socket.fail('ETIMEDOUT');
  socket.retries++;
  socket.retransmissions++;
  if (socket.retries > linear) socket.backoff++;
  const { mib } = socket.netns;
  mib.TcpExtTCPTimeouts++;
  mib.TcpExtTcpTimeoutRehash++;
  countSynAgain(socket);
  sendControl(socket, { syn: true }, socket.sendUnacknowledged, true);
  socket.retransmitTimer.start(SECOND * 2 ** socket.backoff);
}

function countSynAgain({ netns: { mib } }: TcpSocket): void {
  mib.TcpRetransSegs++;
  mib.TcpExtTCPSynRetrans++;
}

function repeatSynAck(socket: TcpSocket): void {
  if (socket.retries >= setting(socket.netns, 'tcp_synack_retries')) return socket.finish();
  socket.retries++;
  countSynAgain(socket);
  sendControl(socket, { syn: true, ack: true }, socket.sendUnacknowledged);
  socket.retransmitTimer.start(SECOND * 2 ** socket.retries);
}

/** Nothing came back for too long (tcp_write_timeout): sooner for a socket whose program has gone. */
function isHopeless(socket: TcpSocket): boolean {
  const orphaned = setting(socket.netns, 'tcp_orphan_retries') || 8;
  return socket.retries >= (socket.orphan ? orphaned : setting(socket.netns, 'tcp_retries2'));
}

/** All that is on the way counts as lost; the window of congestion begins anew (tcp_enter_loss). */
function enterLoss(socket: TcpSocket): void {
  if (socket.retries === 0) socket.slowStartThreshold = Math.max(2, Math.floor(socket.inFlight() / 2));
  socket.congestionWindow = 1;
  for (const segment of socket.outgoing) if (segment.firstSent !== undefined && !segment.sacked) segment.lost = true;
}

/** Sends a segment again, cut to what fits the way now. */
function resend(socket: TcpSocket, segment: OutgoingSegment): void {
  cut(socket.outgoing, socket.outgoing.indexOf(segment), currentMss(socket));
  sendSegment(socket, segment);
}

/** Sends again what is held to be lost, as far as the window of congestion lets it (tcp_xmit_retransmit_queue). */
export function resendLost(socket: TcpSocket): void {
  for (let at = 0; at < socket.outgoing.length; at++) {
    const segment = socket.outgoing[at]!;
    if (!segment.lost || segment.sacked) continue;
    if (socket.inFlight() >= socket.congestionWindow) break;
    resend(socket, segment);
  }
}

/** Once the peer has enough that was sent later, the gaps are losses (tcp_fastretrans_alert, RFC 6675 §4). */
export function detectLoss(socket: TcpSocket): void {
  const { outgoing: queue } = socket;
  const highest = queue.findLastIndex(({ sacked }) => sacked);
  if (highest < 0 || queue.filter(({ sacked }) => sacked).length < DUPLICATES) return;
  let found = false;
  for (const segment of queue.slice(0, highest)) {
    if (segment.sacked || segment.lost || segment.retransmitted) continue;
    segment.lost = true;
    found = true;
  }
  if (!found) return;
  if (socket.recoverUntil === undefined) {
    socket.recoverUntil = socket.sendNext;
    socket.slowStartThreshold = Math.max(2, Math.floor(socket.congestionWindow * 0.7));
    socket.congestionWindow = socket.slowStartThreshold;
  }
  resendLost(socket);
  armRetransmission(socket);
}

/** The way became narrower: what does not fit is cut and sent again at once (tcp_v4_mtu_reduced, tcp_simple_retransmit). */
export function fitWay(socket: TcpSocket): void {
  const mss = currentMss(socket);
  for (const segment of socket.outgoing)
    if (segment.firstSent !== undefined && !segment.sacked && segment.data.length > mss) segment.lost = true;
  resendLost(socket);
  pushPending(socket);
}

/** Asks a peer without room whether it has some now (tcp_send_probe0). */
function probeWindow(socket: TcpSocket): void {
  if (isHopeless(socket)) return socket.fail('ETIMEDOUT');
  socket.backoff++;
  sendControl(socket, { ack: true }, advance(socket.sendUnacknowledged, -1));
  socket.retransmitTimer.start(retransmissionTimeout(socket));
}
