import type { TcpSegment } from '../../../net/tcp.ts';
import { emit } from '../../emit.ts';
import { ipv4Of } from '../../ip/hook.ts';
import type { Device } from '../../link/device.ts';
import type { Skb } from '../../skb.ts';
import { receiveAck } from './ack.ts';
import { checkAcknowledgement, dataReceived } from './acknowledge.ts';
import { finishHandshake, receiveListening, receiveSynSent } from './handshake.ts';
import { pushPending, sendControl } from './output.ts';
import { resetSegment } from './reset.ts';
import { advance, before } from './sequence.ts';
import type { TcpSocket } from './tcp-socket.ts';
import { growWindow, isInWindow, offeredNow } from './window.ts';

/** The sequence number after all that a segment holds. */
export function endOfSegment({ sequence, data, flags }: TcpSegment): number {
  return advance(sequence, data.length + (flags.syn ? 1 : 0) + (flags.fin ? 1 : 0));
}

/** A segment for a socket arrived (tcp_v4_do_rcv, tcp_rcv_state_process). */
export function receiveSegment(socket: TcpSocket, device: Device, skb: Skb): void {
  const { netns } = socket;
  const segment = ipv4Of(skb).payload as TcpSegment;
  if (netns.kernel.tracing)
    emit(netns, skb, 'deliver', 'deliver', {
      device: device.name,
      decision: { kind: 'socket', protocol: 'tcp', port: segment.dstPort },
    });
  socket.about = skb.id;
  if (socket.state !== 'LISTEN') count(socket, segment);
  switch (socket.state) {
    case 'LISTEN':
      return receiveListening(socket, skb, segment);
    case 'SYN_SENT':
      return receiveSynSent(socket, segment);
    case 'TIME_WAIT':
      return receiveTimeWait(socket, segment);
    case 'CLOSE':
      return;
    default:
      if (isAcceptable(socket, segment)) process(socket, segment, skb);
  }
}

function count({ counters, netns }: TcpSocket, { data, flags }: TcpSegment): void {
  counters.segmentsIn++;
  if (flags.ack) counters.lastAcknowledged = netns.kernel.now;
  if (data.length > 0) counters.dataSegmentsIn++;
}

/** Lets a segment in when it lies in the window; answers it otherwise (tcp_validate_incoming). */
function isAcceptable(socket: TcpSocket, segment: TcpSegment): boolean {
  const { flags, sequence } = segment;
  if (!isInWindow(socket, sequence, endOfSegment(segment))) {
    if (flags.rst) return false;
    // Of a SYN that is repeated the answer was lost.
    if (socket.state === 'SYN_RECV' && flags.syn)
      sendControl(socket, { syn: true, ack: true }, socket.sendUnacknowledged);
    else {
      if (segment.data.length > 0 && before(sequence, socket.receiveNext)) noteDuplicate(socket, segment);
      sendControl(socket, { ack: true });
    }
    return false;
  }
  if (flags.rst) {
    if (sequence === socket.receiveNext) reset(socket);
    else sendControl(socket, { ack: true });
    return false;
  }
  if (flags.syn && socket.state !== 'SYN_RECV') {
    sendControl(socket, { ack: true });
    return false;
  }
  return flags.ack === true;
}

/** The peer has broken the connection off (tcp_reset). */
function reset(socket: TcpSocket): void {
  if (socket.state === 'SYN_RECV') {
    socket.netns.mib.TcpAttemptFails++;
    return socket.finish();
  }
  socket.fail(socket.state === 'CLOSE_WAIT' ? 'EPIPE' : 'ECONNRESET');
}

function process(socket: TcpSocket, segment: TcpSegment, skb: Skb): void {
  if (segment.timestamps !== undefined && !before(socket.windowUpdateAt, segment.sequence))
    socket.tsRecent = segment.timestamps.value;
  if (socket.state === 'SYN_RECV' && !finishHandshake(socket, segment)) return;
  if (!receiveAck(socket, segment)) return;
  const wasReadable = socket.readable();
  if (segment.data.length > 0 || segment.flags.fin) {
    // Nobody is left to read it.
    if (socket.orphan && segment.data.length > 0 && before(socket.receiveNext, endOfSegment(segment))) {
      resetSegment(socket.netns, skb);
      return socket.finish();
    }
    receiveData(socket, segment);
  }
  if ((socket.state as string) === 'CLOSE') return;
  pushPending(socket);
  checkAcknowledgement(socket);
  if (socket.owner !== undefined && !wasReadable && socket.readable()) socket.owner.dataReady(socket);
}

/** Puts data in its place: in order, early, or known (tcp_data_queue). */
function receiveData(socket: TcpSocket, segment: TcpSegment): void {
  const { sequence, data } = segment;
  const end = endOfSegment(segment);
  const fin = segment.flags.fin === true;
  if (socket.finReceived) return;
  if (!before(socket.receiveNext, end)) {
    noteDuplicate(socket, segment);
    return;
  }
  growWindow(socket, data.length);
  if (before(socket.receiveNext, sequence)) {
    insertEarly(socket, { sequence, end, data, fin });
    socket.ackPending = true;
    socket.ackNow = true;
    return;
  }
  if (offeredNow(socket) === 0 && data.length > 0) {
    socket.ackPending = true;
    socket.ackNow = true;
    return;
  }
  const filled = socket.early.length > 0;
  takeInOrder(socket, data.subarray(advance(socket.receiveNext, -sequence)), fin);
  if (segment.flags.psh) socket.pushReceived = true;
  takeEarly(socket);
  // What fills a gap is acknowledged at once.
  if (filled && socket.early.length === 0) socket.ackNow = true;
}

function takeInOrder(socket: TcpSocket, data: Uint8Array, fin: boolean): void {
  if (data.length > 0) {
    socket.enqueue(data);
    socket.receiveNext = advance(socket.receiveNext, data.length);
    dataReceived(socket, data.length);
  }
  if (fin) receiveFin(socket);
}

/** The peer sends no more (tcp_fin). */
function receiveFin(socket: TcpSocket): void {
  socket.receiveNext = advance(socket.receiveNext, 1);
  socket.finReceived = true;
  socket.early = [];
  socket.ackPending = true;
  switch (socket.state) {
    case 'ESTABLISHED':
    case 'SYN_RECV':
      socket.state = 'CLOSE_WAIT';
      socket.pingpong = true;
      return;
    case 'FIN_WAIT1':
      sendControl(socket, { ack: true });
      socket.state = 'CLOSING';
      return;
    case 'FIN_WAIT2':
      sendControl(socket, { ack: true });
      socket.enterTimeWait();
      return;
    default:
  }
}

function insertEarly(socket: TcpSocket, piece: TcpSocket['early'][number]): void {
  if (socket.early.some(({ sequence, end }) => sequence === piece.sequence && end === piece.end)) return;
  const at = socket.early.findIndex(({ sequence }) => before(piece.sequence, sequence));
  socket.early.splice(at < 0 ? socket.early.length : at, 0, piece);
}

/** Takes what came early and has its turn now (tcp_ofo_queue). */
function takeEarly(socket: TcpSocket): void {
  for (let next = socket.early[0]; next !== undefined; next = socket.early[0]) {
    if (before(socket.receiveNext, next.sequence)) return;
    socket.early.shift();
    if (before(socket.receiveNext, next.end))
      takeInOrder(socket, next.data.subarray(advance(socket.receiveNext, -next.sequence)), next.fin);
  }
}

/** Something came once more: the acknowledgement was lost, or late (tcp_send_dupack, tcp_dsack_set). */
function noteDuplicate(socket: TcpSocket, segment: TcpSegment): void {
  socket.ackPending = true;
  socket.ackNow = true;
  socket.quickAcks = Math.max(socket.quickAcks, 2);
  if (socket.sackOk && segment.data.length > 0)
    socket.duplicate = { left: segment.sequence, right: advance(segment.sequence, segment.data.length) };
}

/** A segment for a connection that is over (tcp_timewait_state_process). */
function receiveTimeWait(socket: TcpSocket, segment: TcpSegment): void {
  const { flags } = segment;
  if (flags.rst) {
    if (segment.sequence === socket.receiveNext) socket.finish();
    return;
  }
  if (segment.data.length > 0 || flags.fin || flags.syn) sendControl(socket, { ack: true });
}
