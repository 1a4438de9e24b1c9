import { type Errno, strerror } from '../../kernel/errno.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import { encodeText } from '../encoding.ts';
import { lookupHost } from '../netbase/resolver.ts';
import type { Process, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import {
  COOKIE_SIZE,
  type Parameters,
  type Results,
  readJson,
  readState,
  STATES,
  sendJson,
  sendState,
} from './control.ts';
import { Meter, total } from './meter.ts';
import type { IperfRequest } from './options.ts';
import { type Figures, Reporter } from './report.ts';
import { Stream } from './stream.ts';

const SECOND = 1_000_000;
const FIRST_STREAM = 5;

/** The client: one test. */
export function* runClient(process: Process, request: IperfRequest): Running {
  const client = new Client(process, request);
  try {
    const error = yield* client.run();
    if (error === undefined) return 0;
    process.blame(request.hostIndex);
    process.stderr.write(`iperf3: error - ${error}\n`);
    return 1;
  } finally {
    client.close();
  }
}

class Client {
  private readonly sockets: Socket[] = [];
  /** Why the last socket has not the address that it was to have. */
  private unbound: Errno | undefined = undefined;

  constructor(
    private readonly process: Process,
    private readonly request: IperfRequest,
  ) {}

  close(): void {
    for (const socket of this.sockets) socket.close();
  }

  private print(text: string): void {
    this.process.stdout.write(text);
  }

  private open<Kind extends 'tcp' | 'udp'>(kind: Kind, port: number): Kind extends 'tcp' ? StreamSocket : Socket {
    const { process, request } = this;
    const holder = { name: 'iperf3', pid: process.pid, fd: 4 + this.sockets.length };
    const socket = openSocket(process, kind, holder);
    this.sockets.push(socket);
    socket.setOptions({
      ...(request.device === undefined ? {} : { device: request.device }),
      ...(request.mss === undefined ? {} : { maximumSegment: request.mss }),
      ...(request.tos === undefined ? {} : { tos: request.tos }),
    });
    const from = request.bind === undefined ? null : parseIpv4(request.bind);
    const bound = from !== null || port !== 0 ? socket.bind(from ?? 0, port) : undefined;
    if (bound?.ok === false) this.unbound = bound.error.errno;
    return socket as Kind extends 'tcp' ? StreamSocket : Socket;
  }

  private *connect(socket: StreamSocket, address: Ipv4): Generator<Wait, Errno | undefined, void> {
    if (this.unbound !== undefined) return this.unbound;
    const started = socket.connect(address, this.request.port);
    if (!started.ok) return started.error.errno;
    const { connectTimeout } = this.request;
    const ready = () => socket.state !== 'SYN_SENT';
    yield connectTimeout === undefined ? { ready } : { until: this.process.system.kernel.now + connectTimeout, ready };
    return ready() ? socket.takeError() : 'ETIMEDOUT';
  }

  /** The whole test; what went wrong. */
  *run(): Generator<Wait, string | undefined, void> {
    const { request, process } = this;
    const address = yield* lookupHost(process, request.host);
    if (typeof address !== 'number') return 'unable to connect to server: Resource temporarily unavailable';
    const control = this.open('tcp', 0);
    const failed = yield* this.connect(control, address);
    if (failed !== undefined) return `unable to connect to server: ${strerror(failed)}`;
    control.setOptions({ noDelay: true });
    const cookie = this.cookie();
    control.write(cookie);
    if ((yield* readState(control)) !== STATES.PARAM_EXCHANGE) return 'control socket has closed unexpectedly';
    const parameters = this.parameters(control);
    sendJson(control, parameters);
    if ((yield* readState(control)) !== STATES.CREATE_STREAMS) return 'control socket has closed unexpectedly';
    this.print(`Connecting to host ${request.host}, port ${request.port}\n`);
    if (request.reverse) this.print(`Reverse mode, remote host ${request.host} is sending\n`);
    const streams: Stream[] = [];
    for (let at = 0; at < request.streams; at++) {
      const socket = yield* this.openStream(address, at, cookie);
      if (typeof socket === 'string') return `unable to connect stream: ${strerror(socket)}`;
      streams.push(new Stream(process, socket, String(FIRST_STREAM + 2 * at), parameters));
    }
    for (const { id, socket } of streams) {
      const [local, peer] = [socket.local(), socket.peer()];
      const ends = `${formatIpv4(local.address)} port ${local.port} connected to ${formatIpv4(peer.address)} port ${peer.port}`;
      this.print(`[${id.padStart(3)}] local ${ends}\n`);
    }
    if ((yield* readState(control)) !== STATES.TEST_START || (yield* readState(control)) !== STATES.TEST_RUNNING)
      return 'control socket has closed unexpectedly';
    return yield* this.measure(control, streams, parameters);
  }

  private *measure(
    control: StreamSocket,
    streams: readonly Stream[],
    parameters: Parameters,
  ): Generator<Wait, string | undefined, void> {
    const { request, process } = this;
    const sends = !request.reverse;
    const reporter = new Reporter((text) => this.print(text), request.udp, sends, request.format, true);
    const meter = new Meter(process, streams, sends, reporter, request.interval);
    const isLimited = parameters.bytes !== undefined;
    const isDone = () =>
      control.readable() ||
      (isLimited && !sends && streams.reduce((sum, { bytes }) => sum + bytes, 0) >= parameters.bytes!);
    yield* meter.run(isDone, isLimited ? undefined : request.time, isLimited);
    meter.stop();
    const elapsed = process.system.kernel.now - meter.started;
    sendState(control, STATES.TEST_END);
    if ((yield* readState(control)) !== STATES.EXCHANGE_RESULTS) return 'control socket has closed unexpectedly';
    sendJson(control, resultsOf(streams, elapsed));
    const other = yield* readJson<Results>(control);
    if (other === undefined || (yield* readState(control)) !== STATES.DISPLAY_RESULTS)
      return 'unable to receive results';
    reporter.summaryHead(true);
    const own = resultsOf(streams, elapsed);
    const [sender, receiver] = sends ? [own, other] : [other, own];
    const rows = streams.map(({ id }, at) => ({ id, at }));
    const figures = (results: Results, at: number): Figures => ({
      from: 0,
      to: results.seconds * SECOND,
      ...results.streams[at]!,
    });
    const senderFigures = (at: number) => ({ ...figures(sender, at), lost: 0, jitter: 0 });
    for (const { id, at } of rows) {
      reporter.summary(id, senderFigures(at), 'sender');
      reporter.summary(id, figures(receiver, at), 'receiver');
    }
    if (rows.length > 1) {
      reporter.summary('SUM', total(rows.map(({ at }) => senderFigures(at))), 'sender');
      reporter.summary('SUM', total(rows.map(({ at }) => figures(receiver, at))), 'receiver');
    }
    this.print('\niperf Done.\n');
    sendState(control, STATES.IPERF_DONE);
    return undefined;
  }

  private *openStream(address: Ipv4, at: number, cookie: Uint8Array): Generator<Wait, Socket | Errno, void> {
    const { request } = this;
    const port = request.clientPort === 0 ? 0 : request.clientPort + at;
    if (!request.udp) {
      const socket = this.open('tcp', port);
      const failed = yield* this.connect(socket, address);
      if (failed !== undefined) return failed;
      socket.write(cookie);
      return socket;
    }
    const socket = this.open('udp', port);
    const connected = socket.connect(address, request.port);
    if (!connected.ok) return connected.error.errno;
    const hello = {
      kind: 'udp',
      srcPort: socket.local().port,
      dstPort: request.port,
      data: encodeText('9876'),
    } as const;
    socket.send(hello);
    const { kernel } = this.process.system;
    yield { until: kernel.now + 30 * SECOND, ready: () => socket.pending() };
    const error = socket.takeError();
    if (error !== undefined) return error;
    return socket.receive() === undefined ? 'ETIMEDOUT' : socket;
  }

  /** A word of random letters, with a zero at its end. */
  private cookie(): Uint8Array {
    const letters = 'abcdefghijklmnopqrstuvwxyz234567';
    const { kernel } = this.process.system;
    const text = Array.from({ length: COOKIE_SIZE - 1 }, () => letters[kernel.random(32)]).join('');
    return encodeText(`${text}\0`);
  }

  private parameters(control: StreamSocket): Parameters {
    const { udp, streams, reverse, rate, time, bytes, length } = this.request;
    return { udp, streams, reverse, rate, time, bytes, length: length ?? Math.min(control.tcpInfo().mss, 65507) };
  }
}

/** What this side counted. */
export function resultsOf(streams: readonly Stream[], elapsed: number): Results {
  return {
    seconds: elapsed / SECOND,
    streams: streams.map(({ bytes, packets, lost, jitter, retransmissions }) => ({
      bytes,
      packets,
      lost,
      jitter,
      retransmissions,
    })),
  };
}
