import { type Errno, strerror } from '../../kernel/errno.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { type Channel, datagramChannel, streamChannel } from '../channel.ts';
import { resolveHost } from '../netbase/hosts.ts';
import { lookupHost, RESOLVE_ERRORS } from '../netbase/resolver.ts';
import { settled } from '../pace.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import { Threads } from '../threads.ts';
import { exchange, IDLE, type InputState } from './exchange.ts';
import { runProgram } from './exec.ts';
import { type NcatRequest, parseNcat } from './options.ts';

const LISTEN_BACKLOG = 10;
/** How long a UDP port that is probed may complain, in microseconds. */
const PROBE_WAIT = 2_000_000;

/** ncat(1), version 7.93. */
export const ncat: Program = (process) => {
  const request = parseNcat(process);
  return typeof request === 'number' ? request : settled(process, new Ncat(process, request).run());
};

class Ncat {
  private readonly udp: boolean;
  private readonly input: InputState = { ended: false };

  constructor(
    private readonly process: Process,
    private readonly request: NcatRequest,
  ) {
    this.udp = request.flags.has('-u');
  }

  *run(): Running {
    const { request } = this;
    const address = request.host === undefined ? 0 : yield* this.resolve(request.host);
    if (address === undefined) return 2;
    return request.flags.has('-l') ? yield* this.listen(address) : yield* this.connect(address);
  }

  private say(text: string): void {
    this.process.stderr.write(`Ncat: ${text}\n`);
  }

  private verbose(text: string): void {
    if (this.request.flags.has('-v')) this.say(text);
  }

  private *resolve(host: string): Generator<Wait, Ipv4 | undefined, void> {
    const { process, request } = this;
    const found = request.flags.has('-n')
      ? (resolveHost(process, host) ?? 'EAI_NONAME')
      : yield* lookupHost(process, host);
    if (typeof found === 'number') return found;
    process.blame(request.hostIndex);
    this.say(`Could not resolve hostname "${host}": ${RESOLVE_ERRORS[found]}. QUITTING.`);
    return undefined;
  }

  private open(fd: number, v6?: 'only'): Socket {
    const { process, udp } = this;
    const holder = { name: 'ncat', pid: process.pid, fd };
    const socket = openSocket(process, udp ? 'udp' : 'tcp', holder);
    socket.v6 = v6;
    return socket;
  }

  private channel(socket: Socket): Channel {
    return this.udp ? datagramChannel(socket) : streamChannel(socket as StreamSocket);
  }

  /** Listens on all addresses of both families, or on the one named. */
  private *listen(address: Ipv4): Running {
    const { request, process } = this;
    const both = request.host === undefined && !request.flags.has('-4');
    const sockets = both ? [this.open(3, 'only'), this.open(4)] : [this.open(3)];
    try {
      for (const socket of sockets) {
        const shown = socket.v6 === 'only' ? '::' : formatIpv4(address);
        socket.setOptions({ reuseAddress: true });
        const bound = socket.bind(address, request.port);
        const listening = bound.ok && !this.udp ? (socket as StreamSocket).listen(LISTEN_BACKLOG) : bound;
        if (!listening.ok) {
          process.blame(request.hostIndex);
          this.say(`bind to ${shown}:${request.port}: ${strerror(listening.error.errno)}. QUITTING.`);
          return 2;
        }
        this.verbose(`Listening on ${shown}:${request.port}`);
      }
      return yield* this.serve(sockets.at(-1)!);
    } finally {
      for (const socket of sockets) socket.close();
    }
  }

  private *serve(listener: Socket): Running {
    const { request } = this;
    const keeps = request.flags.has('-k');
    if (keeps && request.exec !== undefined) return yield* this.serveAll(listener, request.exec);
    for (;;) {
      const socket = yield* this.next(listener);
      this.announce(socket);
      // Without -k nobody else is let in.
      if (!keeps && socket !== listener) listener.close();
      try {
        if (request.exec !== undefined) yield* runProgram(this.process, this.channel(socket), request.exec);
        else yield* this.talk(this.channel(socket));
      } finally {
        if (socket !== listener) socket.close();
        else socket.disconnect();
      }
      if (!keeps) return 0;
    }
  }

  /** With -k each connection has a program of its own, beside the others. */
  private *serveAll(first: Socket, words: readonly string[]): Running {
    const { kernel } = this.process.system;
    const threads = new Threads(() => kernel.now);
    let listener = first;
    try {
      for (;;) {
        for (let socket = this.taken(listener); socket !== undefined; socket = this.taken(listener)) {
          this.announce(socket);
          // The socket of UDP that has heard somebody is his from now on, and another one listens.
          if (socket === listener) listener = this.another(socket);
          threads.start(this.runFor(socket, words));
        }
        yield threads.wait(() => listener.pending());
        threads.step();
      }
    } finally {
      threads.stop();
      listener.close();
    }
  }

  private *runFor(socket: Socket, words: readonly string[]): Running {
    try {
      return yield* runProgram(this.process, this.channel(socket), words);
    } finally {
      socket.close();
    }
  }

  private another(taken: Socket): Socket {
    const { address } = taken.local();
    const socket = this.open(4);
    socket.setOptions({ reuseAddress: true });
    socket.bind(this.request.host === undefined ? 0 : address, this.request.port);
    return socket;
  }

  private announce(socket: Socket): void {
    const { address, port } = socket.peer();
    this.verbose(`Connection from ${formatIpv4(address)}.`);
    if (!this.udp) this.verbose(`Connection from ${formatIpv4(address)}:${port}.`);
  }

  /** The next connection; of UDP the sender of the next datagram. */
  private *next(listener: Socket): Generator<Wait, Socket, void> {
    for (;;) {
      const socket = this.taken(listener);
      if (socket !== undefined) return socket;
      yield { ready: () => listener.pending() };
    }
  }

  /** A connection that has come meanwhile. */
  private taken(listener: Socket): Socket | undefined {
    if (!this.udp) {
      const socket = (listener as StreamSocket).accept();
      if (socket !== undefined) socket.holder = { name: 'ncat', pid: this.process.pid, fd: 5 };
      return socket;
    }
    const first = listener.peek();
    if (first?.kind !== 'packet' || first.packet.payload.kind !== 'udp') return undefined;
    listener.connect(first.packet.src, first.packet.payload.srcPort);
    return listener;
  }

  private *talk(
    channel: Channel,
  ): Generator<
    Wait,
    { readonly sent: number; readonly received: number; readonly end: Errno | typeof IDLE | undefined },
    void
  > {
    const { flags, idleTimeout } = this.request;
    return yield* exchange(this.process, channel, this.input, {
      sends: !flags.has('--recv-only'),
      receives: !flags.has('--send-only'),
      shutsDown: !flags.has('--no-shutdown'),
      endsWithInput: flags.has('--send-only') || (this.udp && !flags.has('-l')),
      endsWithPeer: flags.has('-l'),
      crlf: flags.has('-C'),
      idleTimeout,
    });
  }

  private *connect(address: Ipv4): Running {
    const { request, process } = this;
    const { kernel } = process.system;
    const started = kernel.now;
    const socket = this.open(3);
    try {
      const error = yield* this.connected(socket, address);
      if (error !== undefined) {
        process.blame(request.hostIndex);
        // With -z and without -v only the exit status tells.
        if (!request.flags.has('-z') || request.flags.has('-v')) this.say(error);
        return 1;
      }
      this.verbose(`Connected to ${formatIpv4(address)}:${request.port}.`);
      if (request.exec !== undefined) return yield* runProgram(process, this.channel(socket), request.exec);
      const { sent, received, end } = request.flags.has('-z')
        ? { sent: 0, received: 0, end: this.udp ? yield* this.probe(socket) : undefined }
        : yield* this.talk(this.channel(socket));
      if (end !== undefined) {
        const milliseconds = Math.round((request.idleTimeout ?? 0) / 1000);
        this.say(end === IDLE ? `Idle timeout expired (${milliseconds} ms).` : `${strerror(end)}.`);
        return 1;
      }
      const seconds = ((kernel.now - started) / 1_000_000).toFixed(2);
      this.verbose(`${sent} bytes sent, ${received} bytes received in ${seconds} seconds.`);
      return 0;
    } finally {
      socket.close();
    }
  }

  /** Sends an empty datagram and waits for a complaint. */
  private *probe(socket: Socket): Generator<Wait, Errno | undefined, void> {
    this.channel(socket).write(new Uint8Array(0));
    yield { until: this.process.system.kernel.now + PROBE_WAIT, ready: () => socket.pending() };
    return socket.takeError();
  }

  /** Makes the connection; what is wrong otherwise. */
  private *connected(socket: Socket, address: Ipv4): Generator<Wait, string | undefined, void> {
    const { request, process, udp } = this;
    if (request.source !== undefined || request.sourcePort !== undefined) {
      const source = request.source === undefined ? 0 : resolveHost(process, request.source);
      socket.setOptions({ reuseAddress: true });
      const bound = source === null ? undefined : socket.bind(source, request.sourcePort ?? 0);
      if (bound?.ok !== true) return `${strerror(bound?.error.errno ?? 'EADDRNOTAVAIL')}.`;
    }
    const begun = socket.connect(address, request.port);
    if (!begun.ok) return `${strerror(begun.error.errno)}.`;
    if (udp) return undefined;
    const stream = socket as StreamSocket;
    yield { until: process.system.kernel.now + request.connectTimeout, ready: () => stream.state !== 'SYN_SENT' };
    if (stream.state === 'SYN_SENT') return 'TIMEOUT.';
    const error = stream.takeError();
    return error === undefined ? undefined : `${strerror(error)}.`;
  }
}
