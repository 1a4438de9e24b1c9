import { type Errno, strerror } from '../../kernel/errno.ts';
import type { Received, Socket } from '../../kernel/socket/requests.ts';
import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { nameOfHost } from '../netbase/hosts.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import { OVERHEAD, parseTracepath, type TracepathOptions } from './tracepath-options.ts';

type QueuedError = Extract<Received, { kind: 'error' }>;

/** The way is at its end: reached, or closed. */
const DONE = 0;
/** Nothing was heard. */
const SILENCE = -1;

/** What is printed of errors that end the way. */
const ENDS: Partial<Record<Errno, string>> = {
  EPROTO: '!P',
  EHOSTUNREACH: '!H',
  ENETUNREACH: '!N',
  EACCES: '!A',
};

const SECOND = 1_000_000;
const HOST_COLUMNS = 52;
/** How many probes are remembered; as many ports are used in turn. */
const HISTORY = 64;
/** What a probe carries: the time to live, and when it was sent. */
const PROBE_DATA = 24;
const TRIES = 10;
const PROBES_PER_HOP = 3;

/** tracepath(8), iputils 20221126. */
export const tracepath: Program = (process) => {
  const options = parseTracepath(process);
  return typeof options === 'number' ? options : new Tracepath(process, options).run();
};

/** One run of tracepath: a UDP socket with an error queue, and the probes that were sent from it. */
class Tracepath {
  private readonly socket: Socket;
  private readonly sent: ({ readonly hops: number; readonly time: number } | undefined)[] = [];
  private slot = 0;
  private ttl = 1;
  private mtu: number;
  private hopsTo = -1;
  private hopsBack = -1;

  constructor(
    private readonly process: Process,
    private readonly options: TracepathOptions,
  ) {
    this.mtu = options.size;
    this.socket = openSocket(process, 'udp');
    this.socket.setOptions({ mtuDiscover: 'do', receiveErrors: true });
  }

  *run(): Running {
    const { hops } = this.options;
    let result = SILENCE;
    for (; this.ttl <= hops && result !== DONE; this.ttl++) {
      this.socket.setOptions({ ttl: this.ttl });
      result = yield* this.probeHop();
      if (result < 0) this.print(`${this.hop(this.ttl)}:  no reply\n`);
    }
    if (result !== DONE) this.print(`     Too many hops: pmtu ${this.mtu}\n`);
    this.print(`     Resume: pmtu ${this.mtu} `);
    if (this.hopsTo >= 0) this.print(`hops ${this.hopsTo} `);
    if (this.hopsBack >= 0) this.print(`back ${this.hopsBack} `);
    this.print('\n');
    this.socket.close();
    return 0;
  }

  /** Probes one hop until something is heard of it; a new MTU begins again. */
  private *probeHop(): Generator<Wait, number, void> {
    let result = SILENCE;
    for (let i = 0; i < PROBES_PER_HOP && result < 0; i++) {
      const before = this.mtu;
      result = yield* this.probe();
      if (this.mtu === before) continue;
      result = SILENCE;
      i = -1;
    }
    return result;
  }

  /** Sends one probe and reads what it brings back. Answers DONE, SILENCE, or the path MTU when a router answered. */
  private *probe(): Generator<Wait, number, void> {
    const refused = this.send();
    if (refused !== undefined) return refused;
    const { now } = this;
    if (!this.socket.pending()) yield { until: now + SECOND, ready: () => this.socket.pending() };
    return this.readErrors();
  }

  /** Undefined once a probe is sent, else how the probe ended. */
  private send(): number | undefined {
    for (let tries = 0; tries < TRIES; ) {
      if (this.sendOnce()) {
        this.slot = (this.slot + 1) % HISTORY;
        return undefined;
      }
      const result = this.readErrors();
      this.sent[this.slot] = undefined;
      if (result === DONE) return DONE;
      if (result < 0) tries++;
      else tries = 0;
    }
    this.slot = (this.slot + 1) % HISTORY;
    this.print(`${this.hop(this.ttl)}:  send failed\n`);
    return DONE;
  }

  private sendOnce(): boolean {
    const { options, socket, ttl, mtu, now } = this;
    const port = (options.port + this.slot) & 0xffff;
    this.sent[this.slot] = { hops: ttl, time: now };
    const data = new Uint8Array(mtu - OVERHEAD);
    if (data.length >= PROBE_DATA) writeProbe(data, ttl, now);
    const datagram = { kind: 'udp', srcPort: this.sourcePort(), dstPort: port, data } as const;
    return port !== 0 && socket.send(datagram, { address: options.target, port }).ok;
  }

  /** The port that the first send binds (inet_autobind). */
  private sourcePort(): number {
    const { socket } = this;
    if (socket.local().port === 0) socket.bind(0, 0);
    return socket.local().port;
  }

  /** Reads the error queue to its end, and prints what is in it. */
  private readErrors(): number {
    let progress = SILENCE;
    for (let item = this.socket.receive(); item !== undefined; item = this.socket.receive()) {
      if (item.kind === 'packet') {
        this.print(`${this.hop(this.ttl)}?: reply received 8)\n`);
        return DONE;
      }
      if (item.kind !== 'error') continue;
      progress = this.mtu;
      if (!this.readError(item)) return DONE;
      if (item.errno === 'EMSGSIZE') progress = this.mtu;
    }
    return progress;
  }

  /** Prints one error; false when the way ends with it. */
  private readError(error: QueuedError): boolean {
    const probe = error.local ? undefined : this.probeOf(error);
    if (error.local) this.print(`${this.hop(this.ttl)}?: ${'[LOCALHOST]'.padEnd(32)} `);
    else
      this.print(
        `${probe === undefined ? `${this.hop(this.ttl)}?: ` : `${this.hop(probe.hops)}:  `}${this.host(error.from)}`,
      );
    if (probe !== undefined) this.print(`${milliseconds(this.now - probe.time)}ms `);
    return this.conclude(error, probe?.hops ?? -1);
  }

  /** What was sent: the probe's own data say it, or else the port that it went to. */
  private probeOf({ original, length }: QueuedError): { readonly hops: number; readonly time: number } | undefined {
    const { payload } = original;
    if (payload.kind !== 'udp') return undefined;
    const slot = payload.dstPort - this.options.port;
    const remembered = slot >= 0 && slot < HISTORY - 1 ? this.sent[slot] : undefined;
    if (remembered !== undefined) this.sent[slot] = undefined;
    const isQuoted = payload.data.length >= PROBE_DATA && length >= 2 * OVERHEAD + PROBE_DATA;
    return isQuoted ? readProbe(payload.data) : remembered;
  }

  private conclude(error: QueuedError, hops: number): boolean {
    const back = backwards(error.ttl);
    switch (error.errno) {
      case 'EMSGSIZE':
        this.print(`pmtu ${error.info}\n`);
        this.mtu = error.info;
        return true;
      case 'ECONNREFUSED':
        this.print('reached\n');
        this.hopsTo = hops < 0 ? this.ttl : hops;
        this.hopsBack = back;
        return false;
      case 'EHOSTUNREACH':
        if (error.type !== 11 || error.code !== 0) break;
        if (back !== (hops < 0 ? this.ttl : hops)) this.print(`asymm ${this.hop(back)} `);
        this.print('\n');
        return true;
    }
    const mark = ENDS[error.errno];
    this.print(mark === undefined ? '\n' : `${mark}\n`);
    if (mark === undefined) this.process.stderr.write(`tracepath: NET ERROR: ${strerror(error.errno)}\n`);
    return false;
  }

  private host(address: Ipv4): string {
    const number = formatIpv4(address);
    const { names } = this.options;
    const name = names === 'numeric' ? '' : (nameOfHost(this.process, number) ?? '???');
    const text = {
      numeric: number,
      names: name,
      'names-and-numbers': `${name} (${number})`,
      'numbers-and-names': `${number} (${name})`,
    }[names];
    return text.length < HOST_COLUMNS ? text.padEnd(HOST_COLUMNS) : `${text} `;
  }

  private hop(number: number): string {
    return String(number).padStart(2);
  }

  private print(text: string): void {
    this.process.stdout.write(text);
  }

  private get now(): number {
    return this.process.system.kernel.now;
  }
}

/** The hops that an answer took, from the time to live that is left: it began with 64, 128 or 255. */
function backwards(ttl: number): number {
  if (ttl <= 64) return 65 - ttl;
  return ttl <= 128 ? 129 - ttl : 256 - ttl;
}

function milliseconds(time: number): string {
  return `${String(Math.floor(time / 1000)).padStart(3)}.${String(time % 1000).padStart(3, '0')}`;
}

function writeProbe(data: Uint8Array, hops: number, time: number): void {
  const view = new DataView(data.buffer);
  view.setUint32(0, hops, true);
  view.setBigUint64(8, BigInt(Math.floor(time / SECOND)), true);
  view.setBigUint64(16, BigInt(time % SECOND), true);
}

function readProbe(data: Uint8Array): { readonly hops: number; readonly time: number } {
  const view = new DataView(data.buffer, data.byteOffset);
  const time = Number(view.getBigUint64(8, true)) * SECOND + Number(view.getBigUint64(16, true));
  return { hops: view.getUint32(0, true), time };
}
