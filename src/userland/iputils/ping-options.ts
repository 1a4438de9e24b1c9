import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { PING } from '../../grammar/iputils/ping.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import type { SocketOptions } from '../../kernel/socket/requests.ts';
import { parseIpv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { lastBits, leadingReal } from '../stdlib.ts';
import { versionText } from './version.ts';
import { wholeNumber } from './whole-number.ts';

/** A word of the command line, and which one it is. */
interface Word {
  readonly text: string;
  readonly index: number;
}

/** What the words of a ping command ask for. Times are in microseconds. */
export interface PingOptions {
  readonly count: number;
  readonly interval: number;
  readonly deadline: number | undefined;
  readonly linger: number;
  readonly size: number;
  /** The identifier of the requests, undefined for one of its own. */
  readonly id: number | undefined;
  /** Bytes that fill the data, in hexadecimal. */
  readonly pattern: string | undefined;
  readonly quiet: boolean;
  readonly flood: boolean;
  /** A flood whose requests go as soon as something was heard of the one before. */
  readonly unpaced: boolean;
  readonly adaptive: boolean;
  readonly audible: boolean;
  readonly sticky: boolean;
  readonly outstanding: boolean;
  readonly numeric: boolean;
  readonly timestamps: boolean;
  readonly verbose: boolean;
  readonly broadcast: boolean;
  /** Sends only to hosts on a link (-r). */
  readonly direct: boolean;
  readonly onlyIpv4: boolean;
  readonly preload: number;
  /** The words of -I: an address to send from, and a device to send by. */
  readonly source: Word | undefined;
  readonly device: Word | undefined;
  readonly socket: SocketOptions;
  /** How big packets are sent (`-M`). */
  readonly mtuDiscover: SocketOptions['mtuDiscover'];
  readonly destination: Word;
}

const TABLE = new GetoptTable(PING.options);
const SECOND = 1_000_000;
const INT_MAX = 2147483647;
const LONG_MAX = Number('9223372036854775807');
/** The longest time in seconds: it is kept in milliseconds. */
const LONGEST = INT_MAX / 1000;
const PATTERN_BYTES = 16;

/** What -T may ask routers to write into the packet. */
const TIMESTAMPS: ReadonlySet<string> = new Set(['tsonly', 'tsandaddr', 'tsprespec']);

/** A mistake in the words: already printed. */
export class Misuse {
  constructor(readonly status: number) {}
}

/** Options that take a whole number of a range. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '-c': [1, LONG_MAX],
  '-w': [0, INT_MAX],
  '-s': [0, INT_MAX],
  '-t': [0, 255],
  '-m': [0, 4294967295],
  '-l': [1, 65536],
  '-S': [1, INT_MAX],
  '-e': [0, 65535],
};

/** Reads the command line of ping, in its order; prints what is wrong with it. */
export function parsePing(process: Process): PingOptions | Misuse {
  try {
    return new Reader(process).read();
  } catch (thrown) {
    if (thrown instanceof Misuse) return thrown;
    throw thrown;
  }
}

class Reader {
  private readonly flags = new Set<string>();
  private readonly numbers = new Map<string, number>();
  private readonly words = new Map<string, Word>();
  private source: Word | undefined;
  private device: Word | undefined;
  private destination: Word | undefined;

  constructor(private readonly process: Process) {}

  read(): PingOptions {
    this.scan();
    const { flags, destination } = this;
    if (destination === undefined) return this.fail(0, 'usage error: Destination address required', 1);
    const flood = flags.has('-f');
    const number = (name: string, otherwise: number) => this.numbers.get(name) ?? otherwise;
    return {
      count: number('-c', 0),
      interval: number('-i', flood ? 10_000 : flags.has('-A') ? 200_000 : SECOND),
      deadline: flags.has('-w') ? number('-w', 0) * SECOND : undefined,
      linger: number('-W', 10 * SECOND),
      size: number('-s', 56),
      id: this.numbers.get('-e'),
      pattern: this.pattern(),
      quiet: flags.has('-q'),
      flood,
      unpaced: flood && !this.numbers.has('-i'),
      adaptive: flags.has('-A'),
      audible: flags.has('-a'),
      sticky: flags.has('-B'),
      outstanding: flags.has('-O'),
      numeric: flags.has('-n'),
      timestamps: flags.has('-D'),
      verbose: flags.has('-v'),
      broadcast: flags.has('-b'),
      direct: flags.has('-r'),
      onlyIpv4: flags.has('-4'),
      preload: number('-l', 1),
      source: this.source,
      device: this.device,
      socket: this.socketOptions(),
      mtuDiscover: this.words.get('-M')?.text as SocketOptions['mtuDiscover'],
      destination,
    };
  }

  private scan(): void {
    const scan = new Getopt(this.process.argv, [TABLE]);
    for (let step = scan.next(); step !== undefined; step = scan.next()) {
      if (step.kind === 'error') {
        this.process.stderr.write(`${getoptMessage('ping', step.error)}\n`);
        this.usage(step.index);
      } else if (step.kind === 'operand') this.destination = { text: step.value, index: step.index };
      else {
        if (step.option.simulated === false) this.process.unsimulated(`ping ${step.name}`, step.index);
        const valueIndex = step.value === undefined ? step.index : step.valueIndex;
        this.option(step.name, { text: step.value ?? '', index: valueIndex });
      }
    }
  }

  private option(name: string, word: Word): void {
    const { flags } = this;
    if (name === '-h') this.usage(word.index);
    if (name === '-V') {
      this.process.stdout.write(versionText('ping'));
      throw new Misuse(0);
    }
    if ((name === '-4' && flags.has('-6')) || (name === '-6' && flags.has('-4')))
      this.fail(word.index, 'only one -4 or -6 option may be specified');
    flags.add(name);
    this.words.set(name, word);
    if (Object.hasOwn(NUMBERS, name)) this.numbers.set(name, this.wholeNumber(word, ...NUMBERS[name]!));
    if (name === '-i') this.numbers.set(name, Math.max(0, this.seconds(word, 'bad timing interval', -Infinity)));
    if (name === '-W') this.numbers.set(name, this.seconds(word, 'bad linger time', 0));
    if (name === '-Q') this.numbers.set(name, this.tos(word));
    if (name === '-M' && !['do', 'want', 'dont'].includes(word.text))
      this.fail(word.index, `invalid -M argument: ${word.text}`);
    if (name === '-T' && !TIMESTAMPS.has(word.text)) this.fail(word.index, `invalid timestamp type: ${word.text}`);
    if (name !== '-I') return;
    // An empty name asks for no particular device.
    if (parseIpv4(word.text) !== null) this.source = word;
    else this.device = word.text === '' ? undefined : word;
  }

  private wholeNumber({ text, index }: Word, least: number, most: number): number {
    const number = wholeNumber(text, least, most);
    return typeof number === 'number' ? number : this.fail(index, number.complaint, 1);
  }

  /** Microseconds of a number of seconds; what stands behind it is warned of (ping_strtod). */
  private seconds({ text, index }: Word, complaint: string, least: number): number {
    if (text === '') return this.fail(index, `${complaint}: ${text}`);
    const { value, rest } = leadingReal(text);
    if (rest !== '') {
      this.process.blame(index);
      this.complain(`option argument contains garbage: ${rest}`);
      this.complain('this will become fatal error in the future');
    }
    if (value < least || value >= LONGEST) return this.fail(index, `${complaint}: ${text}`);
    return Math.round(value * SECOND);
  }

  /** parsetos */
  private tos({ text, index }: Word): number {
    if (!/^(?:0[xX][0-9a-fA-F]*|\s*[-+]?\d+|)$/.test(text)) return this.fail(index, `bad TOS value: ${text}`);
    const value = lastBits(/^0x$/i.test(text) ? 0 : Number(text), 32);
    if (value < -1) return this.fail(index, `setsockopt: ${strerror('EINVAL')}`);
    if (value > 255) return this.fail(index, `the decimal value of TOS bits must be in range 0-255: ${value}`);
    return value & 255;
  }

  /** The bytes of -p: two digits each, the last one may be alone (fill). */
  private pattern(): string | undefined {
    const word = this.words.get('-p');
    if (word === undefined) return undefined;
    const { text, index } = word;
    const wrong = text.search(/[^\da-f]/i);
    if (wrong >= 0) return this.fail(index, `patterns must be specified as hex digits: ${text.slice(wrong)}`);
    const bytes = (text.match(/..?/g) ?? []).slice(0, PATTERN_BYTES);
    const pattern = bytes.map((byte) => byte.toLowerCase().padStart(2, '0')).join('');
    if (!this.flags.has('-q')) this.process.stdout.write(`PATTERN: 0x${pattern}\n`);
    return pattern;
  }

  private socketOptions(): SocketOptions {
    const { numbers } = this;
    return {
      receiveErrors: true,
      ...(numbers.has('-t') ? { ttl: numbers.get('-t')! } : {}),
      ...(numbers.has('-Q') ? { tos: numbers.get('-Q')! } : {}),
      ...(numbers.has('-m') ? { mark: numbers.get('-m')! } : {}),
    };
  }

  private usage(index: number): never {
    this.process.blame(index);
    this.process.stderr.write(usageOf('ping', PING));
    throw new Misuse(2);
  }

  private complain(message: string): void {
    this.process.stderr.write(`ping: ${message}\n`);
  }

  private fail(index: number, message: string, status = 2): never {
    this.process.blame(index);
    this.complain(message);
    throw new Misuse(status);
  }
}
