import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { ByteWriter } from '../../net/writer.ts';
import { pace } from '../pace.ts';
import type { Process, Running } from '../process.ts';
import type { Parameters } from './control.ts';

const SECOND = 1_000_000;
/**
 * How long a program here takes for a block of TCP's data, in microseconds. It stands for the speed of the machine, which
 * would otherwise be without limit.
 */
const BLOCK_TIME = 100_000;

/** One stream of a test, and what was counted of it on this side. */
export class Stream {
  bytes = 0;
  packets = 0;
  lost = 0;
  /** Microseconds (RFC 1889 §6.3.1). */
  jitter = 0;
  private lastTransit: number | undefined;
  private expected = 1;
  stopped = false;

  constructor(
    private readonly process: Process,
    readonly socket: Socket,
    readonly id: string,
    private readonly parameters: Parameters,
  ) {}

  get retransmissions(): number {
    return this.parameters.udp ? 0 : (this.socket as StreamSocket).tcpInfo().retransmissions;
  }

  get congestionWindow(): number | undefined {
    return this.parameters.udp ? undefined : (this.socket as StreamSocket).tcpInfo().congestionWindow;
  }

  /** Sends until it is told to stop, or all is sent. */
  *send(start: number): Running {
    const { length, rate, bytes, udp, streams } = this.parameters;
    const { kernel } = this.process.system;
    const limit = bytes === undefined ? Number.POSITIVE_INFINITY : bytes / streams;
    const gap = rate === undefined ? BLOCK_TIME : (length * 8 * SECOND) / rate;
    for (let block = 0; !this.stopped && this.bytes < limit; block++) {
      const due = Math.round(start + block * gap);
      if (kernel.now < due) yield { until: due, ready: () => this.stopped };
      if (this.stopped) break;
      if (udp) this.sendDatagram(length);
      else yield* this.sendBlock(Math.min(length, limit - this.bytes));
    }
    return 0;
  }

  private sendDatagram(length: number): void {
    this.packets++;
    const { now } = this.process.system.kernel;
    const head = new ByteWriter()
      .u32(Math.floor(now / SECOND))
      .u32(now % SECOND)
      .u32(this.packets)
      .finish();
    const data = new Uint8Array(Math.max(length, head.length));
    data.set(head);
    const { socket } = this;
    const sent = socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: socket.peer().port, data });
    if (sent.ok) this.bytes += data.length;
  }

  private *sendBlock(length: number): Running {
    const socket = this.socket as StreamSocket;
    let rest = new Uint8Array(length);
    while (rest.length > 0 && !this.stopped) {
      if (!socket.writable()) yield { ready: () => socket.writable() || this.stopped };
      const written = socket.write(rest);
      if (written.ok) {
        rest = rest.subarray(written.value);
        this.bytes += written.value;
      } else if (written.error.errno !== 'EAGAIN') this.stopped = true;
    }
    return 0;
  }

  /** Receives until it is told to stop, or the other side ends. */
  *receive(): Running {
    const { socket } = this;
    while (!this.stopped) {
      if (!socket.pending()) yield { ready: () => socket.pending() || this.stopped };
      if (this.parameters.udp) this.takeDatagrams();
      else if (!this.takeBytes()) return 0;
      yield pace(this.process);
    }
    return 0;
  }

  /** Counts what has arrived and was not read yet. */
  drain(): void {
    if (this.parameters.udp) this.takeDatagrams();
    else this.takeBytes();
  }

  private takeBytes(): boolean {
    for (;;) {
      const read = (this.socket as StreamSocket).read();
      if (!read.ok) return read.error.errno === 'EAGAIN';
      if (read.value.length === 0) return false;
      this.bytes += read.value.length;
    }
  }

  private takeDatagrams(): void {
    for (let item = this.socket.receive(); item !== undefined; item = this.socket.receive()) {
      if (item.kind !== 'packet' || item.packet.payload.kind !== 'udp') continue;
      const { data } = item.packet.payload;
      if (data.length < 12) continue;
      const u32 = (at: number) =>
        ((data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!) >>> 0;
      const sequence = u32(8);
      this.bytes += data.length;
      if (sequence >= this.expected) {
        this.lost += sequence - this.expected;
        this.expected = sequence + 1;
      } else if (this.lost > 0) this.lost--;
      this.packets = this.expected - 1;
      const transit = item.time - (u32(0) * SECOND + u32(4));
      if (this.lastTransit !== undefined) this.jitter += (Math.abs(transit - this.lastTransit) - this.jitter) / 16;
      this.lastTransit = transit;
    }
  }
}
