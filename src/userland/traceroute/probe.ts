import { type Errno, strerror } from '../../kernel/errno.ts';
import type { Result } from '../../kernel/result.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { ANY_IPV4, type Ipv4 } from '../../net/ipv4.ts';
import type { TransportPayload } from '../../net/ipv4-packet.ts';
import type { Process } from '../process.ts';
import { openSocket } from '../socket.ts';

export type ProbeKind = 'udp' | 'icmp' | 'tcp';

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
  '!X',
  '!X',
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
  /** No SYN could be sent that somebody answers. */
  private isUnheard = false;
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
      readonly portGrows: boolean;
      readonly wait: number;
      readonly length: number;
      readonly dontFragment: boolean;
      readonly tos: number;
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

  /** Sends it; answers which call the own kernel refused, and why. */
  send(): string | undefined {
    const { socket, options, ttl, index } = this;
    socket.setOptions({
      ttl,
      tos: options.tos,
      receiveErrors: true,
      mtuDiscover: options.dontFragment ? 'probe' : 'dont',
    });
    const { device, source } = options;
    const port = options.port + (options.portGrows ? index : 0);
    return (
      (device === undefined ? undefined : failure('setsockopt SO_BINDTODEVICE', socket.setOptions({ device }))) ??
      (source === undefined ? undefined : failure('bind', socket.bind(source, 0))) ??
      this.connect(options.kind === 'icmp' ? 0 : port) ??
      (options.kind === 'tcp' ? undefined : this.hand(this.payload(port)))
    );
  }

  /** Sends the packet. One that is too long for the device is told of behind it (IP_RECVERR). */
  private hand(payload: TransportPayload): string | undefined {
    const sent = this.socket.send(payload);
    return sent.ok || sent.error.errno === 'EMSGSIZE' ? undefined : failure('send', sent);
  }

  /** Connects the socket. */
  private connect(port: number): string | undefined {
    const { socket, options } = this;
    if (options.kind !== 'tcp') return failure('connect', socket.connect(options.target, port));
    const refusal = this.refusalOfRaw(port);
    if (refusal !== undefined) return refusal;
    if (!socket.connect(options.target, port).ok) {
      this.isUnheard = true;
      return undefined;
    }
    const error = socket.takeError();
    return error === undefined ? undefined : `send: ${strerror(error)}`;
  }

  /** TCP's SYN goes out of a raw socket, which groups are no strangers to, but broadcasts: what it is refused is told. */
  private refusalOfRaw(port: number): string | undefined {
    const { device, source, target } = this.options;
    const raw = openSocket(this.process, 'udp');
    if (device !== undefined) raw.setOptions({ device });
    if (source !== undefined) raw.bind(source, 0);
    const refusal = failure('connect', raw.connect(target, port));
    raw.close();
    return refusal;
  }

  private payload(port: number): TransportPayload {
    const { options, index } = this;
    const dataLength = Math.max(0, options.length - 28);
    if (options.kind === 'icmp')
      return { kind: 'icmp', type: 8, code: 0, id: this.process.pid & 0xffff, sequence: index + 1, dataLength };
    const srcPort = this.socket.local().port;
    return { kind: 'udp', srcPort, dstPort: port, data: dataOf(dataLength) };
  }

  /** Who answers TCP has an address, which is not the one that was asked; a group answers nothing. */
  private get isDeaf(): boolean {
    return this.isUnheard || (this.options.kind === 'tcp' && this.options.target === ANY_IPV4);
  }

  hasNews(): boolean {
    return !this.isDeaf && (this.socket.pending() || this.isAnswered());
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
        // All probes of ICMP have one socket, which keeps one such error.
        if (item.local && payload.kind === 'icmp' && this.index > 0) continue;
        this.finish(item.local ? undefined : item.from, item.time, item.type === 3 ? item.code : undefined);
        if (this.mark === '!F') this.mark = `!F-${item.info}`;
      } else if (item.kind === 'packet') {
        const { payload, src } = item.packet;
        if (payload.kind === 'icmp' && (payload.type !== 0 || payload.sequence !== this.index + 1)) continue;
        this.finish(src, item.time, 3);
      }
    }
    if (!this.done && !this.isDeaf && this.isAnswered()) this.finish(this.options.target, now, 3);
    if (!this.done && now >= this.expires) this.done = true;
  }

  /** `unreachable` is the code of an ICMP destination unreachable; undefined for a router that the TTL ended at. */
  private finish(from: Ipv4 | undefined, time: number, unreachable: number | undefined): void {
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

/** Letters from @ on. */
function dataOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => 0x40 + (i & 0x3f));
}

function failure(call: string, result: Result): string | undefined {
  return result.ok ? undefined : `${call}: ${strerror(result.error.errno)}`;
}
