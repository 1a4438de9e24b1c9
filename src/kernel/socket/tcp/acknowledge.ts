import { sendControl } from './output.ts';
import { advance, distance } from './sequence.ts';
import type { TcpSocket } from './tcp-socket.ts';
import { offeredNow } from './window.ts';

/** How long an acknowledgement waits for data to go with it, at least and at most (TCP_ATO_MIN, TCP_DELACK_MAX). */
const LEAST_DELAY = 40_000;
const MOST_DELAY = 200_000;
/** How many of a connection's first segments are acknowledged at once (TCP_MAX_QUICKACKS). */
const QUICK_ACKS = 16;

/** Data arrived: how eagerly it is acknowledged follows the rhythm in which it comes (tcp_event_data_recv). */
export function dataReceived(socket: TcpSocket, length: number): void {
  const { now } = socket.netns.kernel;
  socket.ackPending = true;
  if (length >= Math.min(socket.receiveMss, 536)) socket.receiveMss = Math.min(Math.max(length, 536), socket.ownMss);
  if (socket.ackDelay === 0) {
    socket.quickAcks = QUICK_ACKS;
    socket.ackDelay = LEAST_DELAY;
  } else {
    const gap = now - socket.lastReceived;
    if (gap <= LEAST_DELAY / 2) socket.ackDelay = socket.ackDelay / 2 + LEAST_DELAY / 2;
    else if (gap < socket.ackDelay) socket.ackDelay = Math.min(socket.ackDelay / 2 + gap, MOST_DELAY);
    else if (gap > 1_000_000) socket.quickAcks = QUICK_ACKS;
  }
  socket.lastReceived = now;
  socket.counters.lastReceived = now;
  socket.counters.bytesReceived += length;
}

/** Sends the acknowledgement that is due, at once or a little later (__tcp_ack_snd_check). */
export function checkAcknowledgement(socket: TcpSocket): void {
  if (!socket.ackPending) return;
  const unacknowledged = distance(socket.windowUpdateAt, socket.receiveNext);
  const quick = socket.quickAcks > 0 && !socket.pingpong;
  if (socket.ackNow || quick || (unacknowledged > socket.receiveMss && offeredNow(socket) >= 0 && socket.isDrained))
    sendControl(socket, { ack: true });
  else if (!socket.delayedAckTimer.running) socket.delayedAckTimer.start(socket.ackDelay);
}

/** The program has read: says so when much was unacknowledged, or the window grew much (tcp_cleanup_rbuf). */
export function readBy(socket: TcpSocket): void {
  if (socket.state === 'CLOSE' || socket.state === 'TIME_WAIT') return;
  const unacknowledged = distance(socket.windowUpdateAt, socket.receiveNext);
  const due = socket.ackPending && (unacknowledged > socket.receiveMss || (socket.pushReceived && !socket.pingpong));
  const left = offeredNow(socket);
  const room = Math.min(socket.windowClamp - socket.queuedBytes, socket.receiveThreshold);
  if (due || (2 * left <= socket.windowClamp && room >= 2 * left && room > 0 && left < room))
    sendControl(socket, { ack: true });
}

/** An acknowledgement went out, with data or without (tcp_event_ack_sent). */
export function acknowledged(socket: TcpSocket): void {
  if (socket.quickAcks > 0) socket.quickAcks--;
  socket.ackPending = false;
  socket.ackNow = false;
  socket.pushReceived = false;
  socket.duplicate = undefined;
  socket.delayedAckTimer.stop();
  socket.windowUpdateAt = advance(socket.receiveNext, 0);
}

/** The delay is over (tcp_delack_timer_handler). */
export function expireDelayedAck(socket: TcpSocket): void {
  if (!socket.ackPending) return;
  if (socket.pingpong) {
    socket.pingpong = false;
    socket.ackDelay = LEAST_DELAY;
  } else socket.ackDelay = Math.min(socket.ackDelay * 2, MOST_DELAY);
  sendControl(socket, { ack: true });
}
