import { IPPROTO_TCP, IPV4_HLEN } from '../../../net/ipv4-packet.ts';
import { TCP_HLEN, TCP_TIMESTAMPS_LENGTH, type TcpFlags, type TcpSegment, tcpHeaderLength } from '../../../net/tcp.ts';
import type { Dst } from '../../ip/dst.ts';
import { newPacket, sendLocal } from '../../ip/output.ts';
import { DONE, type Result } from '../../result.ts';
import { Skb } from '../../skb.ts';
import { acknowledged } from './acknowledge.ts';
import { retransmissionTimeout } from './rtt.ts';
import { cut, endOf, type OutgoingSegment } from './send-queue.ts';
import { advance, before, distance } from './sequence.ts';
import type { TcpSocket } from './tcp-socket.ts';
import { selectWindow } from './window.ts';

const NO_DATA = new Uint8Array(0);
/** The largest that IP carries, whatever the device (IPV4_MAX_PMTU). */
const LARGEST_PACKET = 65535;
/** What a segment holds at least where a path is very narrow. */
const SMALLEST_MSS = 48;

/** The MTU of the way to the peer. */
export function mtuOf({ device, pathMtu }: Dst): number {
  return Math.min(pathMtu ?? device.mtu, device.mtu, LARGEST_PACKET);
}

/** The segment size that is advertised for a way (ipv4_default_advmss). */
export function advertisedMss(dst: Dst): number {
  const metric = dst.route?.metrics.find(({ name }) => name === 'advmss')?.value;
  if (typeof metric === 'number') return metric;
  return Math.max(mtuOf(dst) - IPV4_HLEN - TCP_HLEN, 256);
}

/** How many bytes a segment to the peer may hold now: what it takes, what fits the way, half its window at most (tcp_current_mss). */
export function currentMss(socket: TcpSocket): number {
  const routed = socket.way();
  const options = socket.tsOffset === undefined ? 0 : TCP_TIMESTAMPS_LENGTH;
  const path = routed.ok ? mtuOf(routed.value) - IPV4_HLEN - TCP_HLEN : socket.peerMss;
  const mss = Math.max(Math.min(path, socket.peerMss), SMALLEST_MSS) - options;
  const half = socket.maxWindow > 536 ? Math.floor(socket.maxWindow / 2) : socket.maxWindow;
  return half > 0 && mss > half ? half : mss;
}

/** Sends a segment without data of the queue: of the handshake, an acknowledgement, a reset. */
export function sendControl(socket: TcpSocket, flags: TcpFlags, sequence = socket.sendNext, again = false): Result {
  return transmit(socket, flags, sequence, NO_DATA, again);
}

/** The clock of the timestamps option, in milliseconds. */
export function timestampNow(socket: TcpSocket): number {
  return (Math.floor(socket.netns.kernel.now / 1000) + (socket.tsOffset ?? 0)) >>> 0;
}

function optionsFor(socket: TcpSocket, flags: TcpFlags): Partial<TcpSegment> {
  const timestamps =
    socket.tsOffset === undefined ? {} : { timestamps: { value: timestampNow(socket), echo: socket.tsRecent } };
  if (!flags.syn) {
    const sack = flags.ack && socket.sackOk ? socket.sackBlocks() : [];
    return { ...timestamps, ...(sack.length > 0 ? { sack } : {}) };
  }
  return {
    mss: socket.ownMss,
    ...timestamps,
    ...(socket.sackOk ? { sackPermitted: true } : {}),
    ...(socket.scales ? { windowScale: socket.ownScale } : {}),
  };
}

/** Makes a segment and sends it (__tcp_transmit_skb). */
function transmit(socket: TcpSocket, flags: TcpFlags, sequence: number, data: Uint8Array, again: boolean): Result {
  const { netns } = socket;
  const { kernel } = netns;
  const routed = socket.way();
  if (!routed.ok) return routed;
  const payload: TcpSegment = {
    kind: 'tcp',
    srcPort: socket.localPort,
    dstPort: socket.remotePort,
    sequence,
    acknowledgement: flags.ack ? socket.receiveNext : 0,
    flags,
    // The window of a SYN is not scaled.
    window: flags.syn ? socket.receiveWindow : selectWindow(socket),
    ...optionsFor(socket, flags),
    data,
  };
  const packet = newPacket(netns, {
    src: socket.localAddress,
    dst: socket.remoteAddress,
    protocol: IPPROTO_TCP,
    df: routed.value.route?.mtuLocked !== true && socket.options.mtuDiscover !== 'dont',
    ttl: socket.options.ttl ?? routed.value.route?.hopLimit ?? netns.defaultTtl,
    tos: socket.options.tos ?? 0,
    // A SYN with ACK comes from no socket yet, and has no number (ip_build_and_send_pkt).
    id: flags.syn && flags.ack ? 0 : socket.nextIpId(),
    length: IPV4_HLEN + tcpHeaderLength(payload) + data.length,
    payload,
  });
  const skb = new Skb(kernel.nextPacket(), kernel.nextCopy(), socket.about, socket.cause, packet);
  skb.mark = socket.options.mark ?? 0;
  skb.socketOf = 'process';
  socket.noteSent(skb.id);
  count(socket, flags, data.length);
  // What is sent again counts for itself (__tcp_transmit_skb).
  if (!again) netns.mib.TcpOutSegs++;
  if (flags.ack) acknowledged(socket);
  const sent = sendLocal(netns, skb, routed.value, socket.boundIfindex);
  // What a device drops is sent again in time.
  return !sent.ok && sent.error.errno === 'ENOBUFS' ? DONE : sent;
}

/** The answer to a SYN comes from no socket yet, and is not counted. */
function count({ counters, netns }: TcpSocket, flags: TcpFlags, length: number): void {
  if (flags.syn && flags.ack) return;
  counters.segmentsOut++;
  if (length === 0) return;
  counters.dataSegmentsOut++;
  counters.bytesSent += length;
  counters.lastSent = netns.kernel.now;
}

/** Sends a segment of the queue, the first time or again. */
export function sendSegment(socket: TcpSocket, segment: OutgoingSegment): Result {
  const { now } = socket.netns.kernel;
  const { mib } = socket.netns;
  const again = segment.firstSent !== undefined;
  mib[again ? 'TcpRetransSegs' : 'TcpExtTCPOrigDataSent']++;
  if (segment.firstSent === undefined) {
    segment.firstSent = now;
    socket.sendNext = endOf(segment);
    socket.dataSent(now);
  } else {
    segment.retransmitted = true;
    segment.lost = false;
    socket.retransmissions++;
    socket.counters.bytesRetransmitted += segment.data.length;
  }
  segment.lastSent = now;
  const { psh, fin, data } = segment;
  const flags = { ack: true, ...(psh ? { psh } : {}), ...(fin ? { fin } : {}) };
  return transmit(socket, flags, segment.sequence, data, again);
}

/** Sends what waits, as far as the windows of the peer and of congestion, and Nagle, let it (tcp_write_xmit). */
export function pushPending(socket: TcpSocket): void {
  const { outgoing: queue } = socket;
  let mss: number | undefined;
  for (let at = queue.findIndex(({ firstSent }) => firstSent === undefined); at >= 0 && at < queue.length; at++) {
    const segment = queue[at]!;
    if (socket.inFlight() >= socket.congestionWindow) break;
    mss ??= currentMss(socket);
    const room = distance(segment.sequence, advance(socket.sendUnacknowledged, socket.sendWindow));
    if (room <= 0 && segment.data.length > 0) break;
    cut(queue, at, mss);
    if (segment.data.length > room && segment.data.length > 0) {
      // Part of a segment is sent only when the peer's window will not hold more soon.
      if (socket.inFlight() > 0) break;
      cut(queue, at, room);
    }
    if (isHeldBack(socket, segment, mss)) break;
    if (segment.data.length > 0 && segment.data.length < mss) socket.smallSent = endOf(segment);
    sendSegment(socket, segment);
    armRetransmission(socket);
  }
  if (queue.length > 0 && !socket.retransmitTimer.running) armRetransmission(socket);
}

/** Nagle (RFC 896, as tcp_nagle_check has it): a small segment waits while another small one is on the way. */
function isHeldBack(socket: TcpSocket, segment: OutgoingSegment, mss: number): boolean {
  if (segment.fin || socket.options.noDelay || segment.data.length >= mss) return false;
  return before(socket.sendUnacknowledged, socket.smallSent) && before(socket.sendUnacknowledged, socket.sendNext);
}

/** Starts the retransmission timer; the first time-out of a tail is a probe (tcp_rearm_rto, tcp_schedule_loss_probe). */
export function armRetransmission(socket: TcpSocket): void {
  if (socket.outgoing.length === 0) return socket.retransmitTimer.stop();
  socket.retransmitTimer.start(retransmissionTimeout(socket));
}
