import type { TcpSegment } from '../../../net/tcp.ts';
import { armRetransmission, sendControl, timestampNow } from './output.ts';
import { detectLoss, resendLost } from './retransmit.ts';
import { measureRtt } from './rtt.ts';
import { endOf } from './send-queue.ts';
import { before } from './sequence.ts';
import type { TcpSocket } from './tcp-socket.ts';

/** Takes what a segment says of what arrived at the peer (tcp_ack). False when the segment is to be let fall. */
export function receiveAck(socket: TcpSocket, segment: TcpSegment): boolean {
  const { acknowledgement } = segment;
  if (before(socket.sendNext, acknowledgement)) {
    sendControl(socket, { ack: true });
    return false;
  }
  if (before(acknowledgement, socket.sendUnacknowledged)) return true;
  const advances = before(socket.sendUnacknowledged, acknowledgement);
  takeWindow(socket, segment, advances);
  const newlySacked = markSacked(socket, segment);
  if (advances) takeAcknowledged(socket, segment);
  if (advances || newlySacked) {
    detectLoss(socket);
    if (socket.outgoing.some(({ lost }) => lost)) resendLost(socket);
  }
  return advanceState(socket);
}

/** The peer's window, where the segment is not older than the last that told it (tcp_ack_update_window). */
function takeWindow(socket: TcpSocket, segment: TcpSegment, advances: boolean): void {
  const { sequence, acknowledgement } = segment;
  const isNewer = advances || before(socket.windowToldAt, sequence) || socket.windowToldAt === sequence;
  if (!isNewer) return;
  socket.windowToldAt = sequence;
  socket.windowToldBy = acknowledgement;
  socket.sendWindow = segment.flags.syn ? segment.window : segment.window * 2 ** socket.peerScale;
  socket.maxWindow = Math.max(socket.maxWindow, socket.sendWindow);
}

/** Marks what the peer has out of order (tcp_sacktag_write_queue). True when something new is among it. */
function markSacked(socket: TcpSocket, { sack }: TcpSegment): boolean {
  let found = false;
  for (const { left, right } of sack ?? []) {
    for (const segment of socket.outgoing) {
      if (segment.firstSent === undefined) break;
      if (segment.sacked || before(segment.sequence, left) || before(right, endOf(segment))) continue;
      segment.sacked = true;
      segment.lost = false;
      found = true;
    }
  }
  return found;
}

/** Lets go of what has arrived (tcp_clean_rtx_queue): measures the round trip and opens the window of congestion. */
function takeAcknowledged(socket: TcpSocket, segment: TcpSegment): void {
  const { now } = socket.netns.kernel;
  let rtt: number | undefined;
  let count = 0;
  for (let first = socket.outgoing[0]; first !== undefined; first = socket.outgoing[0]) {
    if (first.firstSent === undefined || before(segment.acknowledgement, endOf(first))) break;
    socket.outgoing.shift();
    socket.counters.delivered++;
    socket.netns.mib.TcpExtTCPDelivered++;
    if (!first.retransmitted) rtt = now - first.firstSent;
    count++;
  }
  // Of what was sent twice only the echo tells which one was answered.
  if (rtt === undefined && count > 0 && segment.timestamps?.echo)
    rtt = ((timestampNow(socket) - segment.timestamps.echo) >>> 0) * 1000;
  if (rtt !== undefined) measureRtt(socket, rtt);
  socket.sendUnacknowledged = segment.acknowledgement;
  socket.retries = 0;
  socket.backoff = 0;
  socket.probed = false;
  if (socket.recoverUntil !== undefined && !before(segment.acknowledgement, socket.recoverUntil))
    socket.recoverUntil = undefined;
  if (socket.recoverUntil === undefined) growWindow(socket, count);
  armRetransmission(socket);
}

/** Slow start, then a segment a round trip (tcp_reno_cong_avoid). */
function growWindow(socket: TcpSocket, count: number): void {
  if (socket.congestionWindow < socket.slowStartThreshold) socket.congestionWindow += count;
  else socket.congestionWindow += count / socket.congestionWindow;
}

/** What follows once the FIN has arrived (tcp_rcv_state_process). False when nothing of the connection is left. */
function advanceState(socket: TcpSocket): boolean {
  if (!socket.finSent || socket.sendUnacknowledged !== socket.written) return true;
  switch (socket.state) {
    case 'FIN_WAIT1':
      socket.enterFinWait2();
      return true;
    case 'CLOSING':
      socket.enterTimeWait();
      return false;
    case 'LAST_ACK':
      socket.finish();
      return false;
    default:
      return true;
  }
}
