import { strerror } from '../../kernel/errno.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { formatIpv4, parseIpv4 } from '../../net/ipv4.ts';
import { SIGINT, SIGTERM } from '../coreutils/signals.ts';
import { encodeText } from '../encoding.ts';
import type { Process, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import { resultsOf } from './client.ts';
import {
  COOKIE_SIZE,
  type Parameters,
  type Results,
  readExactly,
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
const BACKLOG = 4096;
const RULE = '-----------------------------------------------------------\n';

/** The server: one test after the other. */
export function* runServer(process: Process, request: IperfRequest): Running {
  const server = new Server(process, request);
  try {
    return yield* server.run();
  } finally {
    server.close();
  }
}

class Server {
  private readonly listener: StreamSocket;
  private readonly sockets: Socket[] = [];
  private interrupted = false;

  constructor(
    private readonly process: Process,
    private readonly request: IperfRequest,
  ) {
    this.listener = this.open('tcp', 3) as StreamSocket;
  }

  close(): void {
    for (const socket of this.sockets.splice(0)) socket.close();
    this.listener.close();
  }

  private open(kind: 'tcp' | 'udp', fd: number): Socket {
    const { process, request } = this;
    const socket = openSocket(process, kind, { name: 'iperf3', pid: process.pid, fd });
    // Without an address it listens to both families with one socket.
    if (request.bind === undefined) socket.v6 = 'dual';
    socket.setOptions({ reuseAddress: true, ...(request.device === undefined ? {} : { device: request.device }) });
    return socket;
  }

  private print(text: string): void {
    this.process.stdout.write(text);
  }

  private get address(): number {
    return this.request.bind === undefined ? 0 : (parseIpv4(this.request.bind) ?? 0);
  }

  *run(): Running {
    const { request, process, listener } = this;
    const bound = listener.bind(this.address, request.port);
    const listening = bound.ok ? listener.listen(BACKLOG) : bound;
    if (!listening.ok) {
      process.stderr.write(
        `iperf3: error - unable to start listener for connections: ${strerror(listening.error.errno)}\niperf3: exiting\n`,
      );
      return 1;
    }
    const caught = (signal: number) => {
      this.interrupted = signal === SIGINT || signal === SIGTERM;
      return this.interrupted;
    };
    for (let test = 1; ; test++) {
      this.print(`${RULE}Server listening on ${request.port} (test #${test})\n${RULE}`);
      while (!listener.readable() && !this.interrupted) yield { ready: () => listener.readable(), caught };
      if (this.interrupted) {
        process.stderr.write('iperf3: interrupt - the server has terminated\n');
        return 0;
      }
      const control = listener.accept()!;
      this.hold(control, 4);
      yield* this.test(control);
      for (const socket of this.sockets.splice(0)) socket.close();
      if (request.oneOff) return 0;
    }
  }

  private hold(socket: Socket, fd: number): void {
    socket.holder = { name: 'iperf3', pid: this.process.pid, fd };
    this.sockets.push(socket);
  }

  private *test(control: StreamSocket): Generator<Wait, void, void> {
    const cookie = yield* readExactly(control, COOKIE_SIZE);
    if (cookie === undefined) return;
    control.setOptions({ noDelay: true });
    sendState(control, STATES.PARAM_EXCHANGE);
    const parameters = yield* readJson<Parameters>(control);
    if (parameters === undefined) return;
    const { address, port } = control.peer();
    this.print(`Accepted connection from ${formatIpv4(address)}, port ${port}\n`);
    const waiting = parameters.udp ? this.openUdp() : undefined;
    sendState(control, STATES.CREATE_STREAMS);
    const streams: Stream[] = [];
    for (let at = 0; at < parameters.streams; at++) {
      const socket = parameters.udp ? yield* this.acceptUdp(waiting!, at) : yield* this.acceptStream();
      if (socket === undefined) return;
      streams.push(new Stream(this.process, socket, String(at === 0 ? 5 : 6 + 2 * at), parameters));
    }
    for (const { id, socket } of streams) {
      const [local, peer] = [socket.local(), socket.peer()];
      const ends = `${formatIpv4(local.address)} port ${local.port} connected to ${formatIpv4(peer.address)} port ${peer.port}`;
      this.print(`[${id.padStart(3)}] local ${ends}\n`);
    }
    sendState(control, STATES.TEST_START);
    sendState(control, STATES.TEST_RUNNING);
    yield* this.measure(control, streams, parameters);
  }

  private *measure(
    control: StreamSocket,
    streams: readonly Stream[],
    { udp, reverse }: Parameters,
  ): Generator<Wait, void, void> {
    const { request, process } = this;
    const reporter = new Reporter((text) => this.print(text), udp, reverse, request.format);
    const meter = new Meter(process, streams, reverse, reporter, request.interval);
    yield* meter.run(() => control.readable(), undefined, false);
    const state = yield* readState(control);
    meter.stop();
    const elapsed = process.system.kernel.now - meter.started;
    if (state !== STATES.TEST_END) {
      process.stderr.write('iperf3: error - the client has unexpectedly closed the connection\n');
      return;
    }
    sendState(control, STATES.EXCHANGE_RESULTS);
    if ((yield* readJson<Results>(control)) === undefined) return;
    const own = resultsOf(streams, elapsed);
    sendJson(control, own);
    sendState(control, STATES.DISPLAY_RESULTS);
    reporter.summaryHead(reverse);
    const all = own.streams.map((each): Figures => ({ from: 0, to: own.seconds * SECOND, ...each }));
    const role = reverse ? 'sender' : 'receiver';
    for (const [at, figures] of all.entries()) reporter.summary(streams[at]!.id, figures, role);
    if (all.length > 1) reporter.summary('SUM', total(all), role);
    yield* readState(control);
  }

  private *acceptStream(): Generator<Wait, Socket | undefined, void> {
    const { listener } = this;
    if (!listener.readable()) yield { ready: () => listener.readable() };
    const socket = listener.accept();
    if (socket === undefined) return undefined;
    this.hold(socket, 5 + this.sockets.length);
    return (yield* readExactly(socket, COOKIE_SIZE)) === undefined ? undefined : socket;
  }

  private openUdp(): Socket {
    const socket = this.open('udp', 5 + this.sockets.length);
    this.sockets.push(socket);
    socket.bind(this.address, this.request.port);
    return socket;
  }

  /** A stream of UDP: its first datagram names the sender, and is answered. Further ones come to sockets of their own. */
  private *acceptUdp(first: Socket, at: number): Generator<Wait, Socket | undefined, void> {
    const socket = at === 0 ? first : this.openUdp();
    yield { ready: () => socket.pending() };
    const item = socket.receive();
    if (item?.kind !== 'packet' || item.packet.payload.kind !== 'udp') return undefined;
    const { src, payload } = item.packet;
    socket.connect(src, payload.srcPort);
    socket.send({ kind: 'udp', srcPort: this.request.port, dstPort: payload.srcPort, data: encodeText('6789') });
    return socket;
  }
}
