import type { Errno } from '../../kernel/errno.ts';
import { strerror } from '../../kernel/errno.ts';
import type { Received, Socket } from '../../kernel/socket/requests.ts';
import { ANY_IPV4, formatIpv4, type Ipv4, isMulticastIpv4, parseIpv4 } from '../../net/ipv4.ts';
import { SIGINT, SIGQUIT } from '../coreutils/signals.ts';
import { addressOf } from '../netbase/hosts.ts';
import { lookupHost, lookupName, RESOLVE_ERRORS } from '../netbase/resolver.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import { headerText, icmpText } from './icmp-text.ts';
import { Misuse, type PingOptions, parsePing } from './ping-options.ts';
import { PingStatistics } from './ping-statistics.ts';

/** The most that it pauses before it tries again, in microseconds. */
const LONGEST_PAUSE = 500_000;
/** How long it listens at a time (SO_RCVTIMEO), in microseconds. */
const LONGEST_LISTEN = 1_000_000;

/** The port that is asked for, so that one is; nothing is sent to it. */
const PROBE_PORT = 1025;

/** ping(8), iputils 20221126. */
export const ping: Program = (process) => {
  const options = parsePing(process);
  return options instanceof Misuse ? options.status : run(process, options);
};

function* run(process: Process, options: PingOptions): Running {
  const { text, index } = options.destination;
  if (options.verbose) process.stderr.write(`ping: ${socketsText(options)}\n\n`);
  const address = yield* lookupHost(process, text);
  if (typeof address !== 'number') {
    process.blame(index);
    process.stderr.write(`ping: ${text}: ${RESOLVE_ERRORS[address]}\n`);
    return 2;
  }
  if (options.verbose) process.stdout.write(`ai->ai_family: AF_INET, ai->ai_canonname: '${text}'\n`);
  const session = new PingSession(process, options, address);
  return session.open() ? yield* session.run() : 2;
}

/** What -v tells of the sockets that were opened, for one family or for both. */
function socketsText({ onlyIpv4 }: PingOptions): string {
  const sock6 = onlyIpv4 ? 'sock6.fd: -1 (socktype: 0)' : 'sock6.fd: 4 (socktype: SOCK_RAW)';
  return `sock4.fd: 3 (socktype: SOCK_RAW), ${sock6}, hints.ai_family: ${onlyIpv4 ? 'AF_INET' : 'AF_UNSPEC'}`;
}

/** One run of ping: a socket, the requests under way and the counts. */
class PingSession {
  private readonly socket: Socket;
  private readonly statistics = new PingStatistics();
  private readonly id: number;
  private readonly sent = new Map<number, number>();
  private readonly answered = new Set<number>();
  /** Names of those who have sent something; undefined where there is none. */
  private readonly names = new Map<Ipv4, string | undefined>();
  /** Where the requests come from, as `-I` says. */
  private readonly fromAddress: Ipv4 | undefined;
  private own: Ipv4 = ANY_IPV4;

  /** How often in a row a device has dropped what was sent. */
  /** The request that the firewall of this host refused, where that was the last one. */
  private refused: number | undefined;
  private dropped = 0;
  /** A request was just refused as too long. */
  private isRefusedHere = false;
  /** SIGINT has come: it ends with its summary. */
  private interrupted = false;
  /** What is still to be written where no terminal is: the first line goes out with the first answer. */
  private held = '';

  constructor(
    private readonly process: Process,
    private readonly options: PingOptions,
    /** Where to: none (0.0.0.0) becomes this host's own address. */
    private address: Ipv4,
  ) {
    this.socket = openSocket(process, 'icmp');
    this.id = options.id ?? process.pid & 0xffff;
    // 0.0.0.0 asks for no particular one.
    this.fromAddress = (options.source && parseIpv4(options.source.text)) || undefined;
  }

  /** Prepares the socket and prints the first line; false when something was refused and printed. */
  open(): boolean {
    const { options, socket } = this;
    // What goes to many is not taken to pieces unless that is asked for.
    const mtuDiscover = options.mtuDiscover ?? (this.isGroup() ? 'do' : 'want');
    socket.setOptions({ ...options.socket, mtuDiscover });
    const { device } = options;
    if (device !== undefined) {
      const bound = socket.setOptions({ device: device.text });
      if (!bound.ok) return this.refuse(this.noDevice(device.text, bound.error.errno), device.index);
    }
    if (this.fromAddress === undefined) {
      if (!this.probe()) return false;
      if (options.sticky) socket.bind(this.own, 0);
      if (device !== undefined && !this.has(device.text, this.own))
        this.process.stderr.write(
          `ping: Warning: source address might be selected on device other than: ${device.text}\n`,
        );
    } else {
      const bound = socket.bind(this.fromAddress, 0);
      if (!bound.ok) return this.refuse(`bind: ${strerror(bound.error.errno)}`, options.source!.index);
      this.own = this.fromAddress;
      if (options.broadcast) socket.setOptions({ broadcast: true });
    }
    if (options.socket.ttl === 0)
      return this.refuse(`cannot set unicast time-to-live: ${strerror('EINVAL')}`, options.destination.index);
    if (options.direct) socket.setOptions({ dontRoute: true });
    if (this.address === ANY_IPV4) this.address = this.own;
    const isTold = device !== undefined || options.source !== undefined || options.sticky;
    const source = !isTold ? '' : `from ${formatIpv4(this.own)} ${device?.text ?? ''}: `;
    this.hold(
      `PING ${options.destination.text} (${formatIpv4(this.address)}) ${source}${options.size}(${options.size + 28}) bytes of data.\n`,
    );
    return true;
  }

  /** Asks the kernel for the way and for the address to send from, by a UDP socket; false when it was refused and told. */
  private probe(): boolean {
    const { options, process } = this;
    const { device, socket } = options;
    const probe = openSocket(process, 'udp');
    probe.setOptions({ ...socket, ...(device === undefined ? {} : { device: device.text }) });
    let connected = probe.connect(this.address, PROBE_PORT);
    if (!connected.ok && connected.error.errno === 'EACCES') {
      const refusal = 'Do you want to ping broadcast? Then -b. If not, check your local firewall rules';
      if (!options.broadcast) return this.refuse(refusal, options.destination.index);
      process.stderr.write('WARNING: pinging broadcast address\n');
      for (const each of [probe, this.socket]) each.setOptions({ broadcast: true });
      connected = probe.connect(this.address, PROBE_PORT);
    }
    this.own = probe.local().address;
    probe.close();
    return connected.ok || this.refuse(`connect: ${strerror(connected.error.errno)}`, options.destination.index);
  }

  private noDevice(name: string, errno: Errno): string {
    return isMulticastIpv4(this.address) ? `unknown iface: ${name}` : `SO_BINDTODEVICE ${name}: ${strerror(errno)}`;
  }

  private has(device: string, address: Ipv4): boolean {
    const { process } = this;
    const { kernel } = process.system;
    return (
      kernel.address
        .dump(process.netns)
        // getifaddrs(3) knows no alternative names.
        .some(({ dev, local }) => dev === device && local === address)
    );
  }

  private refuse(message: string, index: number): boolean {
    this.process.blame(index);
    this.process.stderr.write(`ping: ${message}\n`);
    return false;
  }

  private print(text: string): void {
    this.process.stdout.write(this.held + text);
    this.held = '';
  }

  /** Prints an error behind what is held (error(3)). */
  private complain(text: string): void {
    this.print('');
    this.process.stderr.write(text);
  }

  /** Writes a text with what comes next, as buffers do (setvbuf(3)); at once on a terminal. */
  private hold(text: string): void {
    if (this.process.stdout.isTerminal) this.print(text);
    else this.held += text;
  }

  /** The handlers of signals: one ends it, the other asks how it goes. */
  private caught = (signal: number): boolean => {
    if (signal === SIGQUIT) this.process.stderr.write(this.statistics.brief());
    this.interrupted ||= signal === SIGINT;
    return signal === SIGINT || signal === SIGQUIT;
  };

  private get now(): number {
    return this.process.system.kernel.now;
  }

  *run(): Running {
    const { options, socket, statistics } = this;
    const { count, deadline } = options;
    statistics.started = this.now;
    const end = deadline === undefined ? Number.POSITIVE_INFINITY : this.now + deadline;
    let next = this.now;
    let lastWait = Number.POSITIVE_INFINITY;
    let atOnce = options.preload;
    while (!this.isOver(count, end, lastWait)) {
      if (this.now >= next && mayStillSend(count, deadline, statistics.transmitted)) {
        let isSent = this.send();
        while (isSent && --atOnce > 0 && mayStillSend(count, deadline, statistics.transmitted)) isSent = this.send();
        next = this.now + options.interval;
        if (isSent && count > 0 && statistics.transmitted >= count && deadline === undefined)
          lastWait = this.now + this.lingerTime();
      }
      const until = Math.min(end, mayStillSend(count, deadline, statistics.transmitted) ? next : lastWait);
      const { caught } = this;
      if (!socket.pending()) yield { until, ready: () => socket.pending() || this.interrupted, caught };
      // Answers to requests that were sent at once come at once.
      if (options.preload > 1) yield { until: this.now + 1 };
      for (let received = socket.receive(); received !== undefined; received = socket.receive()) {
        yield* this.lookUp(received);
        const isReply = this.take(received);
        const isAlone = statistics.underWay === 0;
        if ((isReply && options.adaptive) || (isAlone && options.unpaced)) next = Math.min(next, this.now);
        // What else has come is read after the next request (main_loop of ping_common.c).
        if (isAlone) break;
      }
      // What the own host refuses is told while it sends; then it listens as always before it looks whether it is over.
      if (this.isRefusedHere) {
        this.isRefusedHere = false;
        const listened = Math.min(this.now + Math.min(options.interval, LONGEST_LISTEN), lastWait, end);
        yield { until: listened, ready: () => socket.pending() || this.interrupted, caught };
      }
    }
    socket.close();
    const isPaced = !options.flood && !options.adaptive && options.interval > 0;
    this.print(statistics.summary(options.destination.text, options.size >= 16, isPaced));
    if (statistics.received === 0) return 1;
    return deadline !== undefined && count > 0 && statistics.received < count ? 1 : 0;
  }

  private isOver(count: number, end: number, lastWait: number): boolean {
    const { statistics, options } = this;
    if (this.interrupted) return true;
    if (count > 0 && statistics.received + statistics.errors >= count) return true;
    if (options.deadline !== undefined && statistics.errors > 0) return true;
    return this.now >= end || this.now >= lastWait;
  }

  /** How long to wait after the last request (__schedule_exit). */
  private lingerTime(): number {
    const { statistics, options } = this;
    // A time of zero sets no alarm.
    if (statistics.received === 0) return options.linger || Number.POSITIVE_INFINITY;
    return Math.max(2 * statistics.most, options.interval);
  }

  /** Sends a request. False when a device has dropped it, and it is to be tried again (pinger). */
  private send(): boolean {
    const { statistics, options, socket } = this;
    const sequence = (statistics.transmitted + 1) & 0xffff;
    if (options.outstanding && statistics.transmitted > 0 && !this.answered.has(statistics.transmitted))
      this.print(`no answer yet for icmp_seq=${statistics.transmitted}\n`);
    this.answered.delete(sequence);
    const request = { kind: 'icmp', type: 8, code: 0, id: this.id, sequence, dataLength: options.size } as const;
    const result = socket.send(request, { address: this.address, port: 0 });
    const isDropped = !result.ok && result.error.errno === 'ENOBUFS';
    this.dropped = isDropped ? this.dropped + 1 : 0;
    if (isDropped && this.dropped * Math.min(options.interval / 2, LONGEST_PAUSE) < options.linger) return false;
    // What the kernel refuses otherwise counts as sent, and nothing is said of it, unless an ICMP error comes with it.
    this.refused = !result.ok && result.error.errno === 'EPERM' ? sequence : undefined;
    if (isDropped && !options.quiet) this.complain(`ping: sendmsg: ${strerror('ENOBUFS')}\n`);
    statistics.last = this.now;
    statistics.transmitted++;
    if (options.flood && !options.quiet && result.ok) this.print('.');
    this.sent.set(sequence, this.now);
    return true;
  }

  /** Answers whether it was a reply. */
  private take(received: Received): boolean {
    if (received.kind === 'error') this.takeError(received);
    return received.kind === 'packet' && this.takePacket(received);
  }

  private takeError(error: Extract<Received, { kind: 'error' }>): void {
    const { payload } = error.original;
    if (payload.kind !== 'icmp' || payload.type !== 8 || payload.id !== this.id) return;
    const { statistics, options } = this;
    if (!error.local || !options.quiet) statistics.errors++;
    if (error.local) {
      this.isRefusedHere = true;
      if (options.flood && !options.quiet) this.print('E');
      else if (!options.quiet)
        this.complain(
          error.info > 0
            ? `ping: local error: message too long, mtu=${error.info}\n`
            : 'ping: local error: message too long\n',
        );
      return;
    }
    statistics.acknowledge(payload.sequence);
    if (options.flood && !options.quiet) this.print('\bE');
    else if (!options.quiet)
      this.print(
        `${this.stamp()}From ${this.nameOf(error.from)} icmp_seq=${payload.sequence} ${icmpText(error.type, error.code, error.info)}\n`,
      );
    if (payload.sequence === this.refused && !options.quiet && !options.flood)
      this.complain(`ping: sendmsg: ${strerror('EPERM')}\n`);
  }

  private takePacket({ packet, time }: Extract<Received, { kind: 'packet' }>): boolean {
    const { payload } = packet;
    const { options, statistics } = this;
    if (payload.kind !== 'icmp') return false;
    if ('original' in payload) {
      const about = payload.original.payload;
      if (about.kind !== 'icmp' || about.type !== 8 || about.id !== this.id) return false;
      if (payload.type !== 5) statistics.acknowledge(about.sequence);
      else if (!options.quiet && !options.flood) {
        this.print(
          `${this.stamp()}From ${this.nameOf(packet.src)}: icmp_seq=${about.sequence} ${icmpText(5, payload.code, payload.info)}\n`,
        );
        if (options.verbose) this.print(headerText(payload.original));
      }
      return false;
    }
    if (payload.type !== 0 || payload.id !== this.id) return false;
    const began = this.sent.get(payload.sequence);
    if (began === undefined) return false;
    const repeated = this.answered.has(payload.sequence);
    if (repeated) statistics.repeats++;
    else statistics.received++;
    this.answered.add(payload.sequence);
    statistics.acknowledge(payload.sequence);
    const round = time - began;
    statistics.time(round);
    // The dot of the request is wiped away.
    this.print(options.flood && !options.quiet ? '\b \b' : '');
    if (options.quiet || options.flood) return true;
    const took = options.size >= 16 ? ` time=${roundTrip(round)} ms` : '';
    const ident = options.verbose ? ` ident=${this.id}` : '';
    const other = packet.src !== this.address && !this.isGroup() ? ' (DIFFERENT ADDRESS!)' : '';
    this.print(
      `${this.stamp()}${payload.dataLength + 8} bytes from ${this.nameOf(packet.src)}: icmp_seq=${payload.sequence}${ident} ttl=${packet.ttl}${took}${options.audible ? '\x07' : ''}${repeated ? ' (DUP!)' : ''}${other}\n`,
    );
    return true;
  }

  private isGroup(): boolean {
    return this.options.broadcast || this.address >>> 28 === 14;
  }

  private stamp(): string {
    return this.options.timestamps ? `[${(this.now / 1_000_000).toFixed(6)}] ` : '';
  }

  /** Asks for the name of who has sent something, unless -n, or the destination was given as an address. */
  private *lookUp(received: Received): Generator<Wait, void, void> {
    const { options, names } = this;
    if (received.kind !== 'error' && received.kind !== 'packet') return;
    const address = received.kind === 'error' ? received.from : received.packet.src;
    if (options.numeric || names.has(address) || addressOf(options.destination.text) !== null) return;
    const found = yield* lookupName(this.process, address);
    names.set(address, typeof found === 'string' ? undefined : found.name);
  }

  private nameOf(address: Ipv4): string {
    const name = this.names.get(address);
    return name === undefined ? formatIpv4(address) : `${name} (${formatIpv4(address)})`;
  }
}

function mayStillSend(count: number, deadline: number | undefined, transmitted: number): boolean {
  return count === 0 || deadline !== undefined || transmitted < count;
}

/** A round trip in milliseconds with three significant digits, as ping prints it. */
function roundTrip(time: number): string {
  if (time >= 99950) return String(Math.floor((time + 500) / 1000));
  if (time >= 9995) return (Math.floor((time + 50) / 100) / 10).toFixed(1);
  if (time >= 1000) return (Math.floor((time + 5) / 10) / 100).toFixed(2);
  return (time / 1000).toFixed(3);
}
