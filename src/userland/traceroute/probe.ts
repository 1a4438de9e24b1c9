import type { Errno } from '../../kernel/errno.ts';
import { type Result, refused } from '../../kernel/result.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { openSocket } from '../socket.ts';

export type ProbeKind = 'udp' | 'icmp' | 'tcp';

const FIRST_PORT = 33434;
const MARKS: readonly string[] = [
  '!N',
  '!H',
  '!P',
  '',
  '!F',
  '!S',
  '!U',
  '!W',
  '!I',
  '!A',
  '!Z',
  '!Q',
  '!T',
  '!X',
  '!V',
  '!C',
];

/** One probe: a socket of its own with a time to live, and what came back. */
export class Probe {
  done = false;
  from: Ipv4 | undefined;
  /** The round trip in microseconds. */
  time = 0;
  mark = '';
  /** True when the way ends here. */
  isFinal = false;
  expires: number;
  private error: Errno | undefined;
  private readonly socket: Socket;
  private readonly sentAt: number;

  constructor(
    private readonly process: Process,
    private readonly options: {
      readonly kind: ProbeKind;
      readonly target: Ipv4;
      readonly port: number;
      readonly wait: number;
      readonly length: number;
      readonly device: string | undefined;
      readonly source: Ipv4 | undefined;
    },
    readonly ttl: number,
    private readonly index: number,
  ) {
    const { kernel } = process.system;
    this.socket = openSocket(process, options.kind);
    this.sentAt = kernel.now;
    this.expires = kernel.now + options.wait;
  }

  /** Sends it; the refusal of the own kernel ends the program. */
  send(): Result {
    const { socket, options, ttl, index } = this;
    const ready = socket.setOptions({
      ttl,
      receiveErrors: true,
      mtuDiscover: 'dont',
      ...(options.device === undefined ? {} : { device: options.device }),
    });
    if (!ready.ok) return ready;
    if (options.source !== undefined) {
      const bound = socket.bind(options.source, 0);
      if (!bound.ok) return bound;
    }
    const port = options.kind === 'tcp' ? options.port || 80 : (options.port || FIRST_PORT) + index;
    const connected = socket.connect(options.target, options.kind === 'icmp' ? 0 : port);
    if (!connected.ok) return connected;
    if (options.kind === 'tcp') {
      // The SYN goes out of a raw socket: what a filter says of it is told.
      const error = socket.takeError();
      return error === undefined ? connected : refused(error);
    }
    if (options.kind === 'icmp')
      return socket.send({
        kind: 'icmp',
        type: 8,
        code: 0,
        id: this.process.pid & 0xffff,
        sequence: index + 1,
        dataLength: Math.max(0, options.length - 28),
      });
    return socket.send({
      kind: 'udp',
      srcPort: socket.local().port,
      dstPort: port,
      data: new Uint8Array(Math.max(0, options.length - 28)),
    });
  }

  hasNews(): boolean {
    return this.socket.pending() || this.isAnswered();
  }

  /** The host itself took the connection or refused it. */
  private isAnswered(): boolean {
    if (this.options.kind !== 'tcp') return false;
    this.error ??= this.socket.takeError();
    return (this.socket as StreamSocket).state === 'ESTABLISHED' || this.error === 'ECONNREFUSED';
  }

  /** Looks at what came back, and gives up when the time is over. */
  check(now: number): void {
    for (let item = this.socket.receive(); item !== undefined && !this.done; item = this.socket.receive()) {
      if (item.kind === 'error') {
        const { payload } = item.original;
        if (payload.kind === 'icmp' && payload.type === 8 && payload.sequence !== this.index + 1) continue;
        this.finish(item.from, item.time, item.type === 3 ? item.code : undefined);
      } else if (item.kind === 'packet') {
        const { payload, src } = item.packet;
        if (payload.kind === 'icmp' && (payload.type !== 0 || payload.sequence !== this.index + 1)) continue;
        this.finish(src, item.time, 3);
      }
    }
    if (!this.done && this.isAnswered()) this.finish(this.options.target, now, 3);
    if (!this.done && now >= this.expires) this.done = true;
  }

  /** `unreachable` is the code of an ICMP destination unreachable; undefined for a router that the TTL ended at. */
  private finish(from: Ipv4, time: number, unreachable: number | undefined): void {
    this.done = true;
    this.from = from;
    this.time = time - this.sentAt;
    this.isFinal = unreachable !== undefined;
    this.mark = unreachable === undefined ? '' : (MARKS[unreachable] ?? `!<${unreachable}>`);
  }

  close(): void {
    this.socket.close();
  }
}
