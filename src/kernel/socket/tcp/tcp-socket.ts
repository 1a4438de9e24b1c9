import type { Ipv4 } from '../../../net/ipv4.ts';
import { type SackBlock, TCP_TIMESTAMPS_LENGTH } from '../../../net/tcp.ts';
import type { Cause } from '../../cause.ts';
import type { Errno } from '../../errno.ts';
import type { Dst } from '../../ip/dst.ts';
import type { Device } from '../../link/device.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { Skb } from '../../skb.ts';
import { IpSocket } from '../ip-socket.ts';
import type { SocketInfo, StreamSocket, TcpDetails } from '../requests.ts';
import { readBy } from './acknowledge.ts';
import { newCounters, type TcpCounters } from './counters.ts';
import { receiveSegment } from './input.ts';
import { advertisedMss, currentMss, mtuOf, pushPending, sendControl } from './output.ts';
import { retransmissionTimeout } from './rtt.ts';
import { joined, newSegment, type OutgoingSegment } from './send-queue.ts';
import { advance, before, distance } from './sequence.ts';
import { coreSetting, setting } from './settings.ts';
import type { TcpState } from './state.ts';
import { TcpTimer } from './timer.ts';
import { chooseInitialWindow } from './window.ts';

/** States in which the peer is told that a connection ends (tcp_need_reset). */
const TOLD_OF_ABORT: readonly TcpState[] = ['ESTABLISHED', 'CLOSE_WAIT', 'FIN_WAIT1', 'FIN_WAIT2', 'SYN_RECV'];

const SECOND = 1_000_000;
const TIME_WAIT_LENGTH = 60 * SECOND;
/** Bytes that may wait in a socket to be sent: the send buffer of a connection over Ethernet. */
const SEND_BUFFER = 87_040;
/** Segments that may be on the way at first (TCP_INIT_CWND). */
const INITIAL_WINDOW = 10;
/** The segment size where the peer names none (TCP_MSS_DEFAULT). */
const DEFAULT_MSS = 536;
/** The send buffer before there is a connection, and the one to receive (tcp_wmem, tcp_rmem). */
const FIRST_SEND_BUFFER = 16_384;
const MEMORY = { receive: 0, receiveBuffer: 131_072 } as const;
const NO_DATA = new Uint8Array(0);

/** A piece of the stream that arrived before what comes in front of it. */
export interface EarlySegment {
  readonly sequence: number;
  readonly end: number;
  readonly data: Uint8Array;
  readonly fin: boolean;
}

/** A TCP socket (RFC 9293; struct tcp_sock): its state, and what a program may do with it. */
export class TcpSocket extends IpSocket implements StreamSocket {
  state: TcpState = 'CLOSE';
  /** The command that the connection is there for: all its segments count as its. */
  cause: Cause;
  /** The packet that the next one answers, for the trace. */
  about: number | undefined = undefined;
  /** Why it ended (sk_err), until the program is told. */
  error: Errno | undefined = undefined;
  /** The program has closed it; what is left of the connection the kernel does alone. */
  orphan = false;
  /** The identification of its next packet. */
  private ipId = 0;

  /** Written and not yet acknowledged. */
  readonly outgoing: OutgoingSegment[] = [];
  /** The sequence number after all that was written. */
  written = 0;
  sendUnacknowledged = 0;
  sendNext = 0;
  /** The peer's window, when it was told (by sequence and acknowledgement), and the largest so far. */
  sendWindow = 0;
  windowToldAt = 0;
  windowToldBy = 0;
  maxWindow = 0;
  /** The end of the last segment that was not full (Nagle). */
  smallSent = 0;
  congestionWindow = INITIAL_WINDOW;
  slowStartThreshold = Number.MAX_SAFE_INTEGER;
  /** The end of what was on the way when a loss was found. */
  recoverUntil: number | undefined = undefined;
  /** Microseconds. */
  srtt: number | undefined = undefined;
  rttvar = 0;
  /** The mean deviation as it was measured, which `rttvar` makes no smaller than a minimum (tcp_sock.mdev_us). */
  deviation = 0;
  backoff = 0;
  /** How often the retransmission timer has run out without anything new acknowledged. */
  retries = 0;
  /** The tail was probed, and the probe not answered yet. */
  probed = false;
  /** Segments that were sent again, in all. */
  retransmissions = 0;
  /** Virtual time of the SYN. */
  synSent: number | undefined = undefined;
  /** A FIN stands in the queue, or was acknowledged. */
  finSent = false;

  receiveNext = 0;
  /** In order, not read yet. */
  private readonly received: Uint8Array[] = [];
  queuedBytes = 0;
  early: EarlySegment[] = [];
  /** What came twice, to be told in the next acknowledgement (D-SACK). */
  duplicate: SackBlock | undefined = undefined;
  /** The peer sends no more. */
  finReceived = false;
  receiveWindow = 0;
  windowClamp = 0;
  receiveThreshold = 0;
  /** What had been received when the window was last told. */
  windowUpdateAt = 0;
  /** The size of the peer's segments, as far as it has been seen. */
  receiveMss = DEFAULT_MSS;

  ownMss = DEFAULT_MSS;
  peerMss = DEFAULT_MSS;
  sackOk = false;
  scales = false;
  ownScale = 0;
  peerScale = 0;
  /** What the clock of the timestamps is ahead of the machine's; undefined without timestamps. */
  tsOffset: number | undefined = undefined;
  tsRecent = 0;

  ackPending = false;
  ackNow = false;
  quickAcks = 0;
  /** The two sides talk in turns, so that acknowledgements wait for data to go with. */
  pingpong = false;
  /** Microseconds; 0 before the first data. */
  ackDelay = 0;
  lastReceived = 0;
  pushReceived = false;

  /** Of a listening socket: how many connections may wait, those that do, those in their handshake. */
  backlog = 0;
  readonly acceptQueue: TcpSocket[] = [];
  /** The listening socket that a connection belongs to until it is accepted. */
  parent: TcpSocket | undefined = undefined;

  readonly counters: TcpCounters;

  readonly retransmitTimer = new TcpTimer(this, 'retransmit');
  readonly delayedAckTimer = new TcpTimer(this, 'delayed-ack');
  readonly stateTimer = new TcpTimer(this, 'state');

  constructor(netns: Netns) {
    super(netns, 'tcp');
    this.cause = netns.kernel.cause;
    this.counters = newCounters(netns.kernel.now);
  }

  /** The way to the peer. */
  way(): Result<Dst> {
    return this.route(this.remoteAddress);
  }

  get boundIfindex(): number {
    return this.oif;
  }

  nextIpId(): number {
    if (this.ipId === 0) this.ipId = 1 + this.netns.kernel.random(0xffff);
    else this.ipId = (this.ipId + 1) & 0xffff || 1;
    return this.ipId;
  }

  listen(backlog: number): Result {
    if (this.state !== 'CLOSE' && this.state !== 'LISTEN') return refused('EINVAL');
    this.backlog = Math.min(backlog, coreSetting(this.netns, 'somaxconn'));
    if (this.state === 'LISTEN') return DONE;
    if (this.localPort === 0) this.localPort = this.netns.sockets.freePort(this.netns, 'tcp');
    this.state = 'LISTEN';
    if (this.netns.sockets.isTaken(this)) {
      this.state = 'CLOSE';
      return refused('EADDRINUSE');
    }
    this.netns.sockets.register(this);
    return DONE;
  }

  accept(): TcpSocket | undefined {
    return this.acceptQueue.shift();
  }

  override connect(address: Ipv4, port: number): Result {
    if (this.state !== 'CLOSE') return refused(this.state === 'SYN_SENT' ? 'EALREADY' : 'EISCONN');
    const { kernel } = this.netns;
    const had = this.localPort;
    const routed = super.connect(address, port);
    if (!routed.ok) return routed;
    if (this.netns.sockets.isConnected(this)) {
      this.netns.sockets.unregister(this);
      this.connected = false;
      this.localPort = had;
      return refused('EADDRNOTAVAIL');
    }
    this.cause = kernel.cause;
    this.prepare();
    this.sackOk = setting(this.netns, 'tcp_sack') !== 0;
    this.scales = setting(this.netns, 'tcp_window_scaling') !== 0;
    if (setting(this.netns, 'tcp_timestamps') !== 0) this.tsOffset = kernel.random(0x100000000);
    chooseInitialWindow(this, this.ownMss);
    this.state = 'SYN_SENT';
    this.sendNext = advance(this.sendUnacknowledged, 1);
    const sent = sendControl(this, { syn: true }, this.sendUnacknowledged);
    this.netns.mib.TcpActiveOpens++;
    this.retransmitTimer.start(SECOND);
    // What does not leave the host is sent again like any other loss (tcp_connect).
    if (!sent.ok) this.softError = sent.error.errno;
    return DONE;
  }

  /** Nobody talks with many at once (tcp_v4_connect). */
  protected override refusalOf({ kind }: Dst): Errno | undefined {
    return kind === 'broadcast' || kind === 'multicast' ? 'ENETUNREACH' : undefined;
  }

  /** Chooses the first sequence number and the segment size to advertise. */
  prepare(): void {
    const way = this.way();
    const mss = way.ok ? advertisedMss(way.value) : DEFAULT_MSS;
    this.ownMss = Math.min(mss, this.options.maximumSegment ?? mss);
    this.sendUnacknowledged = this.netns.kernel.random(0x100000000);
    this.written = advance(this.sendUnacknowledged, 1);
    this.smallSent = this.sendUnacknowledged;
    this.counters.ackedFrom = this.sendUnacknowledged;
    this.synSent = this.netns.kernel.now;
  }

  /** The handshake is over (tcp_init_transfer). */
  establish(): void {
    // Of the side that was asked the SYN is not counted.
    if (this.state === 'SYN_RECV') this.counters.ackedFrom = this.sendUnacknowledged;
    const { mib } = this.netns;
    // A connection that was asked for only becomes a socket now (tcp_create_openreq_child).
    if (this.state === 'SYN_RECV') mib.TcpPassiveOpens++;
    else mib.TcpExtTCPDelivered++;
    this.state = 'ESTABLISHED';
    this.counters.delivered++;
    this.softError = undefined;
    this.retransmitTimer.stop();
    this.retries = 0;
    this.backoff = 0;
    this.receiveMss = Math.min(currentMss(this), Math.floor(this.receiveWindow / 2), DEFAULT_MSS);
  }

  /** Segments on the way that are not held to be lost (tcp_packets_in_flight). */
  inFlight(): number {
    let count = 0;
    for (const { firstSent, sacked, lost } of this.outgoing) {
      if (firstSent === undefined) break;
      if (!sacked && !lost) count++;
    }
    return count;
  }

  /** Data leaves: an answer soon after a question means that the two sides talk in turns (tcp_event_data_sent). */
  dataSent(now: number): void {
    if (now - this.lastReceived < this.ackDelay) this.pingpong = true;
  }

  write(data: Uint8Array): Result<number> {
    if (this.error !== undefined) return refused(this.takeError()!);
    if (this.state !== 'ESTABLISHED' && this.state !== 'CLOSE_WAIT')
      return refused(this.state === 'SYN_SENT' || this.state === 'SYN_RECV' ? 'EAGAIN' : 'EPIPE');
    const room = SEND_BUFFER - distance(this.sendUnacknowledged, this.written);
    if (room <= 0) return refused('EAGAIN');
    const taken = data.subarray(0, room);
    this.append(taken);
    pushPending(this);
    return granted(taken.length);
  }

  /** Puts bytes into the queue, the last segment filled up first (tcp_sendmsg_locked). */
  private append(data: Uint8Array): void {
    const mss = currentMss(this);
    let rest = data;
    const tail = this.outgoing.at(-1);
    if (tail !== undefined && tail.firstSent === undefined && !tail.fin && tail.data.length < mss) {
      const more = rest.subarray(0, mss - tail.data.length);
      tail.data = joined(tail.data, more);
      rest = rest.subarray(more.length);
    }
    for (let at = 0; at < rest.length; at += mss) {
      const segment = newSegment(advance(this.written, data.length - rest.length + at), rest.slice(at, at + mss));
      this.outgoing.push(segment);
    }
    this.written = advance(this.written, data.length);
    const last = this.outgoing.at(-1);
    if (last !== undefined) last.psh = true;
  }

  read(limit = Number.POSITIVE_INFINITY): Result<Uint8Array> {
    if (this.received.length > 0) {
      const data = this.takeReceived(limit);
      readBy(this);
      return granted(data);
    }
    if (this.error !== undefined) return refused(this.takeError()!);
    if (this.finReceived || this.state === 'CLOSE' || this.state === 'TIME_WAIT') return granted(NO_DATA);
    return refused(this.state === 'LISTEN' ? 'ENOTCONN' : 'EAGAIN');
  }

  private takeReceived(limit: number): Uint8Array {
    let data = this.received.shift()!;
    while (this.received.length > 0 && data.length + this.received[0]!.length <= limit)
      data = joined(data, this.received.shift()!);
    if (data.length > limit) {
      this.received.unshift(data.subarray(limit));
      data = data.subarray(0, limit);
    }
    this.queuedBytes -= data.length;
    return data;
  }

  /** Nothing waits to be read. */
  get isDrained(): boolean {
    return this.received.length === 0;
  }

  /** Data in order, for the program. */
  enqueue(data: Uint8Array): void {
    this.received.push(data);
    this.queuedBytes += data.length;
  }

  readable(): boolean {
    if (this.state === 'LISTEN') return this.acceptQueue.length > 0;
    return this.received.length > 0 || this.finReceived || this.error !== undefined || this.state === 'CLOSE';
  }

  writable(): boolean {
    if (this.error !== undefined || this.state === 'CLOSE') return true;
    if (this.state === 'SYN_SENT' || this.state === 'SYN_RECV' || this.state === 'LISTEN') return false;
    return distance(this.sendUnacknowledged, this.written) < SEND_BUFFER;
  }

  override pending(): boolean {
    return super.pending() || this.readable();
  }

  override takeError(): Errno | undefined {
    const { error } = this;
    this.error = undefined;
    return error ?? super.takeError();
  }

  tcpInfo() {
    const mss = currentMss(this);
    const congestionWindow = Math.floor(this.congestionWindow) * mss;
    return { retransmissions: this.retransmissions, congestionWindow, mss };
  }

  shutdown(): Result {
    if (this.state === 'CLOSE' || this.state === 'LISTEN' || this.state === 'TIME_WAIT') return refused('ENOTCONN');
    this.sendFin();
    return DONE;
  }

  /** Puts a FIN behind what was written (tcp_send_fin). */
  private sendFin(): void {
    if (this.finSent) return;
    if (this.state === 'SYN_SENT') return this.finish();
    this.finSent = true;
    const tail = this.outgoing.at(-1);
    if (tail !== undefined && tail.firstSent === undefined) tail.fin = true;
    else this.outgoing.push({ ...newSegment(this.written, NO_DATA), fin: true });
    this.written = advance(this.written, 1);
    this.state = this.state === 'CLOSE_WAIT' ? 'LAST_ACK' : 'FIN_WAIT1';
    pushPending(this);
  }

  /** SACK blocks for the next acknowledgement: what came twice, then what came early, the latest first. */
  sackBlocks(): readonly SackBlock[] {
    if (this.early.length === 0 && this.duplicate === undefined) return [];
    const blocks: { left: number; right: number }[] = [];
    for (const { sequence, end } of this.early) {
      const last = blocks.at(-1);
      if (last !== undefined && !before(last.right, sequence)) last.right = before(last.right, end) ? end : last.right;
      else blocks.push({ left: sequence, right: end });
    }
    return [...(this.duplicate === undefined ? [] : [this.duplicate]), ...blocks.reverse()].slice(0, 3);
  }

  /** A segment for this socket arrived. */
  receiveSegment(device: Device, skb: Skb): void {
    receiveSegment(this, device, skb);
  }

  /** The connection ends with an error that the program is told (tcp_reset, tcp_write_err). */
  fail(error: Errno): void {
    if (this.state === 'SYN_SENT') this.netns.mib.TcpAttemptFails++;
    if (error === 'ETIMEDOUT' && this.state !== 'SYN_SENT') this.netns.mib.TcpExtTCPAbortOnTimeout++;
    this.error = error;
    this.finish();
    this.owner?.dataReady(this);
  }

  /** Nothing of the connection is left (tcp_done). */
  finish(): void {
    // A connection that ends without a farewell (tcp_set_state).
    if (this.state === 'ESTABLISHED' || this.state === 'CLOSE_WAIT') this.netns.mib.TcpEstabResets++;
    this.state = 'CLOSE';
    this.retransmitTimer.stop();
    this.delayedAckTimer.stop();
    this.stateTimer.stop();
    this.outgoing.length = 0;
    const waiting = this.parent?.acceptQueue;
    if (waiting?.includes(this)) waiting.splice(waiting.indexOf(this), 1);
    this.netns.sockets.unregister(this);
  }

  /** Keeps the address for a minute, in case something is still under way (tcp_time_wait). */
  enterTimeWait(): void {
    this.netns.mib.TcpExtTW++;
    this.state = 'TIME_WAIT';
    this.retransmitTimer.stop();
    this.delayedAckTimer.stop();
    this.outgoing.length = 0;
    this.stateTimer.start(TIME_WAIT_LENGTH);
  }

  /** The peer has acknowledged the FIN; without an owner the rest is not waited for longer than tcp_fin_timeout. */
  enterFinWait2(): void {
    this.state = 'FIN_WAIT2';
    if (this.orphan) this.stateTimer.start(setting(this.netns, 'tcp_fin_timeout') * SECOND);
  }

  override close(): void {
    if (this.orphan) return;
    this.orphan = true;
    this.owner = undefined;
    this.holder = undefined;
    switch (this.state) {
      case 'LISTEN':
        for (const child of [...this.acceptQueue]) child.abort();
        // Handshakes that are under way are forgotten.
        for (const child of this.netns.sockets.list('tcp'))
          if (child instanceof TcpSocket && child.parent === this && child.state === 'SYN_RECV') child.finish();
        return this.finish();
      case 'CLOSE':
      case 'SYN_SENT':
      case 'SYN_RECV':
        return this.finish();
      case 'TIME_WAIT':
        return;
      case 'FIN_WAIT2':
        return this.enterFinWait2();
      default:
    }
    // What was not read is lost, and the peer is told (RFC 2525 §2.17).
    if (this.received.length > 0) return this.abort();
    this.sendFin();
  }

  /** Ends the connection with a reset (tcp_send_active_reset). */
  abort(): void {
    this.sendReset();
    this.finish();
  }

  /** Ends it for another program, which its own finds out by ECONNABORTED; the peer is told by a reset (tcp_abort). */
  destroy(): void {
    if (TOLD_OF_ABORT.includes(this.state)) this.sendReset();
    this.fail('ECONNABORTED');
  }

  private sendReset(): void {
    this.netns.mib.TcpOutRsts++;
    sendControl(this, { rst: true, ack: true });
  }

  private timerInfo(): Pick<SocketInfo, 'timer'> {
    const { now } = this.netns.kernel;
    const [timer, name] =
      this.stateTimer.timer === null
        ? ([this.retransmitTimer.timer, 'on'] as const)
        : ([this.stateTimer.timer, 'timewait'] as const);
    return timer === null ? {} : { timer: { name, left: timer.at - now, retries: this.retries } };
  }

  override info(): SocketInfo {
    const { state } = this;
    const listens = state === 'LISTEN';
    return {
      ...super.info(),
      state,
      ...this.timerInfo(),
      receiveQueue: listens ? this.acceptQueue.length : this.queuedBytes + (this.finReceived && !this.orphan ? 1 : 0),
      sendQueue: listens ? this.backlog : state === 'TIME_WAIT' ? 0 : distance(this.sendUnacknowledged, this.written),
      shutdown: { receive: this.finReceived, send: this.finSent },
      memory: { ...MEMORY, sendBuffer: listens ? FIRST_SEND_BUFFER : SEND_BUFFER },
      ...(listens || state === 'TIME_WAIT' ? {} : { tcp: this.details() }),
    };
  }

  /** How the connection goes (tcp_get_info). */
  private details(): TcpDetails {
    const { counters } = this;
    const { now } = this.netns.kernel;
    const way = this.way();
    return {
      scales: this.scales ? [this.peerScale, this.ownScale] : undefined,
      timestamps: this.tsOffset !== undefined,
      sack: this.sackOk,
      timeout: retransmissionTimeout(this),
      ackDelay: this.ackDelay,
      backoff: this.backoff,
      rtt: this.srtt === undefined ? undefined : { smoothed: this.srtt, deviation: this.deviation },
      minRtt: counters.minRtt,
      mss: currentMss(this),
      pathMtu: way.ok ? mtuOf(way.value) : 0,
      receiveMss: this.receiveMss,
      advertisedMss: this.ownMss - (this.tsOffset === undefined ? 0 : TCP_TIMESTAMPS_LENGTH),
      congestionWindow: Math.floor(this.congestionWindow),
      slowStartThreshold: this.slowStartThreshold,
      counters: { ...counters },
      bytesAcknowledged: distance(counters.ackedFrom, this.sendUnacknowledged),
      now,
      unacknowledged: this.outgoing.filter(({ firstSent }) => firstSent !== undefined).length,
      retransmissions: this.retransmissions,
      sendsAll: this.outgoing.length === 0,
      receiveThreshold: this.receiveThreshold,
      sendWindow: this.sendWindow,
    };
  }
}
