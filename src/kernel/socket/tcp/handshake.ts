import type { TcpSegment } from '../../../net/tcp.ts';
import { ipv4Of } from '../../ip/hook.ts';
import type { Skb } from '../../skb.ts';
import { pushPending, sendControl } from './output.ts';
import { resetSegment } from './reset.ts';
import { measureRtt } from './rtt.ts';
import { advance, before } from './sequence.ts';
import { setting } from './settings.ts';
import { TcpSocket } from './tcp-socket.ts';
import { chooseInitialWindow } from './window.ts';

const SECOND = 1_000_000;
const DEFAULT_MSS = 536;

/** A segment for a listening socket (tcp_conn_request; tcp_v4_send_reset for what is no beginning). */
export function receiveListening(listener: TcpSocket, skb: Skb, segment: TcpSegment): void {
  const { flags } = segment;
  if (flags.rst) return;
  if (flags.ack) return void resetSegment(listener.netns, skb);
  if (!flags.syn || flags.fin) return;
  // With as many waiting as may, the peer has to try again.
  if (listener.acceptQueue.length > listener.backlog) return countOverflow(listener);
  const child = childOf(listener, skb, segment);
  listener.netns.sockets.register(child);
  sendControl(child, { syn: true, ack: true }, child.sendUnacknowledged);
  child.retransmitTimer.start(SECOND);
}

function countOverflow({ netns: { mib } }: TcpSocket): void {
  mib.TcpExtListenOverflows++;
  mib.TcpExtListenDrops++;
}

/** The connection that a SYN begins (tcp_openreq_init). */
function childOf(listener: TcpSocket, skb: Skb, segment: TcpSegment): TcpSocket {
  const { netns } = listener;
  const { src, dst } = ipv4Of(skb);
  const child = new TcpSocket(netns);
  child.cause = skb.cause;
  child.about = skb.id;
  child.parent = listener;
  child.options = listener.options;
  child.v6 = listener.v6;
  child.localAddress = dst;
  child.boundAddress = true;
  child.localPort = segment.dstPort;
  child.remoteAddress = src;
  child.remotePort = segment.srcPort;
  child.connected = true;
  child.state = 'SYN_RECV';
  child.prepare();
  child.counters.segmentsIn = 1;
  child.sendNext = advance(child.sendUnacknowledged, 1);
  takeOptions(child, segment);
  child.sackOk = segment.sackPermitted === true && setting(netns, 'tcp_sack') !== 0;
  child.scales = segment.windowScale !== undefined && setting(netns, 'tcp_window_scaling') !== 0;
  if (segment.timestamps !== undefined && setting(netns, 'tcp_timestamps') !== 0)
    child.tsOffset = netns.kernel.random(0x100000000);
  chooseInitialWindow(child, child.ownMss - (child.tsOffset === undefined ? 0 : 12));
  if (!child.scales) child.ownScale = 0;
  child.sendWindow = segment.window;
  child.maxWindow = segment.window;
  return child;
}

/** What a SYN says of its sender. */
function takeOptions(socket: TcpSocket, segment: TcpSegment): void {
  socket.receiveNext = advance(segment.sequence, 1);
  socket.windowUpdateAt = socket.receiveNext;
  socket.windowToldAt = segment.sequence;
  socket.peerMss = segment.mss ?? DEFAULT_MSS;
  socket.peerScale = segment.windowScale ?? 0;
  socket.tsRecent = segment.timestamps?.value ?? 0;
}

/** The answer to a SYN (tcp_rcv_synsent_state_process). */
export function receiveSynSent(socket: TcpSocket, segment: TcpSegment): void {
  const { flags, acknowledgement } = segment;
  if (flags.ack && acknowledgement !== socket.sendNext) return;
  if (flags.rst) {
    if (flags.ack) socket.fail('ECONNREFUSED');
    return;
  }
  if (!flags.syn || !flags.ack) return;
  takeOptions(socket, segment);
  if (segment.timestamps === undefined) socket.tsOffset = undefined;
  socket.sackOk = socket.sackOk && segment.sackPermitted === true;
  socket.scales = socket.scales && segment.windowScale !== undefined;
  if (!socket.scales) socket.ownScale = 0;
  socket.sendWindow = segment.window;
  socket.maxWindow = segment.window;
  socket.sendUnacknowledged = acknowledgement;
  if (socket.retries === 0 && socket.synSent !== undefined)
    measureRtt(socket, socket.netns.kernel.now - socket.synSent);
  socket.establish();
  sendControl(socket, { ack: true });
  pushPending(socket);
  socket.owner?.dataReady(socket);
}

/** The last segment of the handshake (tcp_check_req, tcp_rcv_state_process). False when it is none. */
export function finishHandshake(socket: TcpSocket, segment: TcpSegment): boolean {
  const listener = socket.parent;
  if (segment.acknowledgement !== socket.sendNext || segment.flags.syn) return false;
  if (listener === undefined || listener.state !== 'LISTEN') {
    socket.abort();
    return false;
  }
  // With as many waiting as may, the peer is left to send it again.
  if (listener.acceptQueue.length > listener.backlog) {
    countOverflow(listener);
    return false;
  }
  if (socket.retries === 0 && socket.synSent !== undefined)
    measureRtt(socket, socket.netns.kernel.now - socket.synSent);
  socket.sendUnacknowledged = segment.acknowledgement;
  socket.windowToldAt = before(socket.windowToldAt, segment.sequence) ? segment.sequence : socket.windowToldAt;
  socket.sendWindow = segment.window * 2 ** socket.peerScale;
  socket.maxWindow = Math.max(socket.maxWindow, socket.sendWindow);
  socket.establish();
  listener.acceptQueue.push(socket);
  listener.owner?.dataReady(listener);
  return true;
}
