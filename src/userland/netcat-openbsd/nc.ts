import { type Errno, strerror } from '../../kernel/errno.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { ANY_IPV4, formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { parseIpv6 } from '../../net/ipv6.ts';
import { datagramChannel, streamChannel } from '../channel.ts';
import { encodeText } from '../encoding.ts';
import { addressOf, resolveHost } from '../netbase/hosts.ts';
import { lookupHost, lookupName, RESOLVE_ERRORS } from '../netbase/resolver.ts';
import { serviceAtPort } from '../netbase/services.ts';
import { pace, settled } from '../pace.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import { type NcRequest, parseNc } from './options.ts';
import { type RelayOptions, relay } from './relay.ts';

const SECOND = 1_000_000;
/** How long a UDP port is probed without -w, in seconds. */
const UDP_SCAN_TIMEOUT = 3;
const LISTEN_BACKLOG = 1;
/** The least time for an answer, in microseconds: hosts nearby answer before there is a look at the clock (`-w 0`). */
const NEARBY = 1000;

/** nc(1), version 1.219 of Debian 12. */
export const nc: Program = (process) => {
  const request = parseNc(process);
  return typeof request === 'number' ? request : settled(process, new Netcat(process, request).run());
};

class Netcat {
  private readonly udp: boolean;
  private readonly verbose: boolean;

  constructor(
    private readonly process: Process,
    private readonly request: NcRequest,
  ) {
    this.udp = request.flags.has('-u');
    this.verbose = request.flags.has('-v');
  }

  *run(): Running {
    const { request } = this;
    if (request.host === undefined) return yield* this.listen(0);
    const host = request.proxy?.host ?? request.host;
    const listens = request.flags.has('-l');
    const address = yield* this.resolve(host, listens ? '' : ` for host "${host}" port ${request.portText}`);
    if (address === undefined) return 1;
    if (listens) return yield* this.listen(address);
    const { source } = request;
    const from = source === undefined ? ANY_IPV4 : yield* this.resolve(source, '');
    return from === undefined ? 1 : yield* this.connect(host, address, from);
  }

  /** The address of a host; `what` is it that it is wanted for, as a complaint has it. */
  private *resolve(host: string, what: string): Generator<Wait, Ipv4 | undefined, void> {
    const { process, request } = this;
    const isForeign = request.flags.has('-6')
      ? addressOf(host) !== null
      : request.flags.has('-4') && parseIpv6(host) !== null;
    if (isForeign) {
      process.blame(request.hostIndex);
      this.complain(`getaddrinfo${what}: Address family for hostname not supported`);
      return undefined;
    }
    const found = request.flags.has('-n')
      ? (resolveHost(process, host) ?? 'EAI_NONAME')
      : yield* lookupHost(process, host);
    if (typeof found === 'number') return found;
    process.blame(request.hostIndex);
    this.complain(`getaddrinfo${what}: ${RESOLVE_ERRORS[found]}`);
    return undefined;
  }

  private complain(text: string): void {
    this.process.stderr.write(`nc: ${text}\n`);
  }

  private open(): Socket {
    const { process, request, udp } = this;
    const holder = { name: 'nc', pid: process.pid, fd: 3 };
    const socket = openSocket(process, udp ? 'udp' : 'tcp', holder);
    socket.setOptions({
      ...(request.ttl === undefined ? {} : { ttl: request.ttl }),
      ...(request.flags.has('-b') ? { broadcast: true } : {}),
    });
    return socket;
  }

  private get relayOptions(): RelayOptions {
    const { flags, quitAfter, timeout, interval, packets } = this.request;
    return {
      readsInput: !flags.has('-d'),
      listens: flags.has('-l'),
      // Ending some time after the input tells the other side as well.
      shutsDown: flags.has('-N') || quitAfter !== undefined,
      crlf: flags.has('-C'),
      quitAfter,
      timeout,
      interval,
      packets,
    };
  }

  private *listen(address: Ipv4): Running {
    const { request, process } = this;
    const [port = 0] = request.ports;
    const socket = this.open();
    let current: Socket | undefined;
    try {
      socket.setOptions({ reuseAddress: true, reusePort: true });
      const bound = socket.bind(address, port);
      const listening = bound.ok && !this.udp ? (socket as StreamSocket).listen(LISTEN_BACKLOG) : bound;
      if (!listening.ok) {
        process.blame(request.hostIndex);
        this.complain(strerror(listening.error.errno));
        return 1;
      }
      if (this.verbose) yield* this.report(this.udp ? 'Bound' : 'Listening', address, socket.local().port);
      do {
        // Of UDP, who goes on listening hears everybody, and answers nobody.
        if (!this.udp) current = yield* this.accepted(socket as StreamSocket);
        else current = request.flags.has('-k') ? socket : yield* this.firstDatagram(socket);
        yield* relay(process, this.channel(current), this.relayOptions);
        if (current !== socket) current.close();
      } while (request.flags.has('-k'));
      return 0;
    } finally {
      current?.close();
      socket.close();
    }
  }

  private channel(socket: Socket) {
    return this.udp ? datagramChannel(socket) : streamChannel(socket as StreamSocket);
  }

  private *accepted(listener: StreamSocket): Generator<Wait, StreamSocket, void> {
    for (;;) {
      const socket = listener.accept();
      if (socket !== undefined) {
        socket.holder = { name: 'nc', pid: this.process.pid, fd: 4 };
        const { address, port } = socket.peer();
        if (this.verbose) yield* this.report('Connection received', address, port);
        return socket;
      }
      yield { ready: () => listener.readable() };
    }
  }

  /** Waits for the first datagram, and talks with its sender alone from then on. */
  private *firstDatagram(socket: Socket): Generator<Wait, Socket, void> {
    yield { ready: () => socket.pending() };
    const first = socket.peek();
    if (first?.kind === 'packet' && first.packet.payload.kind === 'udp') {
      const { src, payload } = first.packet;
      socket.connect(src, payload.srcPort);
      if (this.verbose) yield* this.report('Connection received', src, payload.srcPort);
    }
    return socket;
  }

  /** `Listening on HOST PORT`; a name server that does not answer is complained of instead. */
  private *report(what: string, address: Ipv4, port: number): Generator<Wait, void, void> {
    const { process, request } = this;
    const known = request.flags.has('-n') ? 'EAI_NONAME' : yield* lookupName(process, address);
    if (known === 'EAI_AGAIN') this.complain(`getnameinfo: ${RESOLVE_ERRORS[known]}`);
    else process.stderr.write(`${what} on ${typeof known === 'string' ? formatIpv4(address) : known.name} ${port}\n`);
  }

  private *connect(host: string, address: Ipv4, source: Ipv4): Running {
    const { request, process } = this;
    let status = 1;
    for (const port of request.ports) {
      const socket = this.open();
      try {
        if (request.ttl === 0) {
          this.complain('set IP TTL: Invalid argument');
          return 1;
        }
        const connected = yield* this.connectTo(socket, host, address, source, request.proxy?.port ?? port);
        if (connected === 'given up') return 1;
        if (!connected) continue;
        if (request.proxy !== undefined) {
          process.unsimulated('nc -x');
          return 1;
        }
        if (this.udp && this.verbose && !(yield* this.probe(socket))) {
          status = 1;
          continue;
        }
        status = 0;
        if (this.verbose)
          process.stderr.write(
            `Connection to ${nameOf(host, address)} ${port} port [${this.service(port)}] succeeded!\n`,
          );
        yield pace(process);
        if (!request.flags.has('-z')) yield* relay(process, this.channel(socket), this.relayOptions);
      } finally {
        socket.close();
      }
    }
    return status;
  }

  private service(port: number): string {
    const protocol = this.udp ? 'udp' : 'tcp';
    const name = this.request.flags.has('-n') ? undefined : serviceAtPort(port, protocol);
    return `${protocol}/${name ?? '*'}`;
  }

  private *connectTo(
    socket: Socket,
    host: string,
    address: Ipv4,
    source: Ipv4,
    port: number,
  ): Generator<Wait, boolean | 'given up', void> {
    const { request, process } = this;
    const { kernel } = process.system;
    if (request.source !== undefined || request.localPort !== undefined) {
      socket.setOptions({ reuseAddress: false });
      const bound = socket.bind(source, request.localPort ?? 0);
      if (!bound.ok) {
        this.complain(`bind failed: ${strerror(bound.error.errno)}`);
        return 'given up';
      }
    }
    const started = socket.connect(address, port);
    let error: Errno | undefined = started.ok ? undefined : started.error.errno;
    if (started.ok && !this.udp) {
      const stream = socket as StreamSocket;
      const until = request.timeout === undefined ? undefined : kernel.now + Math.max(request.timeout, NEARBY);
      const ready = () => stream.state !== 'SYN_SENT';
      yield until === undefined ? { ready } : { until, ready };
      error = stream.state === 'SYN_SENT' ? 'EINPROGRESS' : stream.state === 'CLOSE' ? stream.takeError() : undefined;
    }
    if (error === undefined) return true;
    if (this.verbose) {
      const how = error === 'EINPROGRESS' ? 'timed out' : 'failed';
      const protocol = this.udp ? 'udp' : 'tcp';
      this.complain(`connect to ${nameOf(host, address)} port ${port} (${protocol}) ${how}: ${strerror(error)}`);
    }
    process.blame(request.hostIndex);
    return false;
  }

  /** Finds out whether a UDP port is open: nobody refuses for some seconds (nc's udptest). */
  private *probe(socket: Socket): Generator<Wait, boolean, void> {
    const { kernel } = this.process.system;
    const { timeout } = this.request;
    const send = () =>
      socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: socket.peer().port, data: encodeText('X') });
    const refuses = () => {
      const sent = send();
      return !sent.ok && sent.error.errno === 'ECONNREFUSED';
    };
    if (!send().ok) return false;
    yield { until: kernel.now + 1000 };
    if (refuses()) return false;
    const seconds = timeout === undefined ? UDP_SCAN_TIMEOUT : Math.floor(timeout / SECOND);
    for (let second = 0; second < seconds; second++) {
      yield { until: kernel.now + SECOND };
      if (refuses()) return false;
    }
    return true;
  }
}

function nameOf(host: string, address: Ipv4): string {
  const text = formatIpv4(address);
  return host === text ? text : `${host} (${text})`;
}
