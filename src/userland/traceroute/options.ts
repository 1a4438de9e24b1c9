import type { Option } from '../../grammar/command.ts';
import { TRACEROUTE } from '../../grammar/traceroute/traceroute.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import { nameFailure, resolveHost } from '../netbase/hosts.ts';
import type { Process } from '../process.ts';
import { lastBits, leadingReal, parseLong } from '../stdlib.ts';
import type { ProbeKind } from './probe.ts';

/** What the words ask for. Times are in microseconds. */
export interface TracerouteOptions {
  readonly numeric: boolean;
  readonly first: number;
  readonly hops: number;
  readonly queries: number;
  readonly wait: number;
  readonly parallel: number;
  readonly kind: ProbeKind;
  /** Each probe knocks at the next port. */
  readonly portGrows: boolean;
  /** 0 where none is named. */
  readonly port: number;
  readonly device: string | undefined;
  readonly source: Ipv4 | undefined;
  /** Bytes of a probe, headers included. */
  readonly length: number;
  /** No router may cut a probe, nor this host. */
  readonly dontFragment: boolean;
  readonly tos: number;
  readonly target: Ipv4;
  readonly targetText: string;
  readonly targetIndex: number;
}

interface Word {
  readonly text: string;
  readonly index: number;
}

const SECOND = 1_000_000;
const MOST_HOPS = 255;
const MOST_QUERIES = 10;
const LONGEST = 65000;
/** Bytes of an IPv4 header and one of UDP or ICMP. */
const HEADERS = 28;

/** How traceroute names the values of its options. */
const VALUE_NAMES: Readonly<Record<string, string>> = {
  '-m': 'max_ttl',
  '-q': 'nqueries',
  '-w': 'MAX,HERE,NEAR',
  '-f': 'first_ttl',
  '-N': 'squeries',
  '-i': 'device',
  '-s': 'src_addr',
  '-p': 'port',
  '-t': 'tos',
  '-z': 'sendwait',
};

const INTEGERS = new Set(['-m', '-q', '-f', '-N', '-t']);
/** What is waited at least: an answer comes while the probe is still being sent. */
const LEAST_WAIT = 1000;
/** Bytes of a probe where none are asked for, or less than none. */
const USUAL_LENGTH = 60;

/** A whole number in any base, in a variable of 32 bits. */
function wholeNumber(text: string): number | undefined {
  const value = parseLong(text);
  return value === undefined ? undefined : lastBits(value, 32);
}

/** Up to some real numbers, with a character between two of them, whichever it is. */
function realNumbers(text: string, most: number): readonly number[] | undefined {
  const numbers: number[] = [];
  for (let left = text; numbers.length < most; ) {
    const { value, rest } = leadingReal(left);
    if (rest === left) return undefined;
    numbers.push(value);
    if (rest === '') return numbers;
    left = rest.slice(1);
  }
  return undefined;
}

/** The end of the program before it began. */
class Exit {
  constructor(readonly status: number) {}
}

/** Reads the command line in the way of traceroute's own parser (CLIF); a status when it ends there. */
export function parseTraceroute(process: Process): TracerouteOptions | number {
  try {
    return new Reader(process).read();
  } catch (end) {
    if (end instanceof Exit) return end.status;
    throw end;
  }
}

const ROWS = new Map<string, Option>(
  TRACEROUTE.options.flatMap((row) => [row.name, ...(row.aliases ?? [])].map((name) => [name, row] as const)),
);

/** Its headers, with the options that a SYN has. */
const SYN_LENGTH = 60;

/** Where the probes of the default method begin. */
const FIRST_PORT = 33434;

/** The other methods, with the ports that they knock at. */
const METHODS: ReadonlyMap<string, { readonly kind: ProbeKind; readonly usual: number }> = new Map([
  ['-I', { kind: 'icmp', usual: 0 }],
  ['-T', { kind: 'tcp', usual: 80 }],
  ['-U', { kind: 'udp', usual: 53 }],
]);

class Reader {
  private readonly values = new Map<string, Word>();
  private readonly numbers = new Map<string, number>();
  private source: Ipv4 | undefined;
  private target: (Word & { readonly address: Ipv4 }) | undefined;
  private length = USUAL_LENGTH;
  private positions = 0;

  constructor(private readonly process: Process) {}

  read(): TracerouteOptions {
    if (this.process.argv.length === 1) {
      this.process.stdout.write(usageOf('traceroute', TRACEROUTE));
      throw new Exit(0);
    }
    this.scan();
    const { values, target } = this;
    if (target === undefined) return this.fail(0, 'Specify "host" missing argument.');
    this.checkRanges();
    const method = this.method();
    const { kind } = method;
    return {
      numeric: values.has('-n'),
      first: this.number('-f', 1),
      hops: this.number('-m', 30),
      queries: this.number('-q', 3),
      wait: Math.max(this.number('-w', 5) * SECOND, LEAST_WAIT),
      parallel: Math.max(1, this.number('-N', 16)),
      ...method,
      device: values.get('-i')?.text,
      source: this.source,
      dontFragment: values.has('-F'),
      tos: this.number('-t', 0) & 0xff,
      // A SYN carries no data.
      length: kind === 'tcp' ? SYN_LENGTH : Math.max(HEADERS, this.length),
      target: target.address,
      targetText: target.text,
      targetIndex: target.index,
    };
  }

  /** How it probes, and at which port: the last word about that counts. */
  private method(): Pick<TracerouteOptions, 'kind' | 'port' | 'portGrows'> {
    const port = this.number('-p', 0) & 0xffff;
    const last = [...this.values.keys()].findLast((name) => METHODS.has(name));
    const { kind, usual } = METHODS.get(last ?? '') ?? { kind: 'udp', usual: FIRST_PORT };
    return { kind, port: port || usual, portGrows: last === undefined };
  }

  private number(name: string, otherwise: number): number {
    return this.numbers.get(name) ?? otherwise;
  }

  private scan(): void {
    const { argv } = this.process;
    for (let index = 1; index < argv.length; index++) {
      const text = argv[index]!;
      if (text.startsWith('--') && text.length > 2) this.longOption({ text, index });
      else if (text.startsWith('-') && text.length > 1) index += this.letters({ text, index });
      else this.operand({ text, index });
    }
  }

  /** A long option has its value behind `=`, and nowhere else. */
  private longOption(word: Word): void {
    const equals = word.text.indexOf('=');
    const name = equals < 0 ? word.text : word.text.slice(0, equals);
    const row = ROWS.get(name);
    if (row === undefined) return this.fail(word.index, `Bad option \`${name}' (argc ${word.index})`);
    if (row.values === undefined) return this.option(row, word);
    if (equals < 0) return this.valueMissing(row, name, '=', word.index);
    this.option(row, { text: word.text.slice(equals + 1), index: word.index });
  }

  /** Letters in one word; only the first may take a value. Answers how many more words were read. */
  private letters({ text, index }: Word): number {
    for (let at = 1; at < text.length; at++) {
      const name = `-${text[at]}`;
      const row = ROWS.get(name);
      if (row === undefined) return this.fail(index, `Bad option \`${name}' (argc ${index})`);
      if (row.values === undefined) {
        this.option(row, { text: '', index });
        continue;
      }
      if (at > 1) return this.valueMissing(row, name, ' ', index);
      if (text.length > 2) {
        this.option(row, { text: text.slice(2), index });
        return 0;
      }
      const value = this.process.argv[index + 1];
      if (value === undefined) return this.valueMissing(row, name, ' ', index);
      this.option(row, { text: value, index: index + 1 }, name);
      return 1;
    }
    return 0;
  }

  private valueMissing(row: Option, name: string, between: string, index: number): never {
    const value = VALUE_NAMES[row.name] ?? row.name;
    return this.fail(index, `Option \`${name}' (argc ${index}) requires an argument: \`${name}${between}${value}'`);
  }

  private option(row: Option, word: Word, spelled = row.name): void {
    if (row.simulated === false) this.process.unsimulated(`traceroute ${row.name}`, word.index);
    // In order of their last places.
    this.values.delete(row.name);
    this.values.set(row.name, word);
    const { text, index } = word;
    const refuse = () => this.fail(index, `Cannot handle \`${spelled}' option with arg \`${text}' (argc ${index})`);
    if (INTEGERS.has(row.name)) {
      this.numbers.set(row.name, wholeNumber(text) ?? refuse());
    } else if (row.name === '-p') {
      const digits = /^\s*[-+]?(?:0x[\da-f]+|\d+)/i.exec(text)?.[0];
      this.numbers.set(row.name, digits === undefined ? refuse() : (wholeNumber(digits) ?? 0));
    } else if (row.name === '-w' || row.name === '-z') {
      const [first] = realNumbers(text, row.name === '-w' ? 3 : 1) ?? refuse();
      this.numbers.set(row.name, first!);
    } else if (row.name === '-s') {
      const address = resolveHost(this.process, text);
      if (address === null) {
        this.process.stderr.write(`${text}: ${nameFailure(text)}\n`);
        refuse();
      } else this.source = address;
    }
  }

  private operand(word: Word): void {
    const { text, index } = word;
    const position = ++this.positions;
    const refuse = (what: string) =>
      this.fail(index, `Cannot handle "${what}" cmdline arg \`${text}' on position ${position} (argc ${index})`);
    if (position === 1) {
      const address = this.values.has('-6') ? null : resolveHost(this.process, text);
      if (address === null) {
        const why = this.values.has('-6') ? 'Address family for hostname not supported' : nameFailure(text);
        this.process.stderr.write(`${text}: ${why}\n`);
        return refuse('host');
      }
      this.target = { ...word, address };
    } else if (position === 2) {
      const length = wholeNumber(text) ?? refuse('packetlen');
      this.length = length < 0 ? USUAL_LENGTH : length;
    } else this.fail(index, `Extra arg \`${text}' (position ${position}, argc ${index})`);
  }

  /** What main() refuses, in its order. */
  private checkRanges(): void {
    const hops = this.number('-m', 30);
    const first = this.number('-f', 1);
    const queries = this.number('-q', 3);
    const at = (name: string) => this.values.get(name)?.index ?? 0;
    if (first <= 0 || (hops >= 0 && first > hops)) this.fail(at('-f') || at('-m'), 'first hop out of range');
    if (hops < 0 || hops > MOST_HOPS) this.fail(at('-m'), `max hops cannot be more than ${MOST_HOPS}`);
    if (queries <= 0 || queries > MOST_QUERIES) this.fail(at('-q'), `no more than ${MOST_QUERIES} probes per hop`);
    const wait = this.number('-w', 5);
    if (wait < 0) this.fail(at('-w'), `bad wait specifications \`${wait},0,0' used`);
    if (this.length > LONGEST) this.fail(0, `too big packetlen ${this.length} specified`);
    const between = this.number('-z', 0);
    if (between < 0) this.fail(at('-z'), `bad sendtime \`${between}' specified`);
  }

  private fail(index: number, message: string): never {
    this.process.blame(index);
    this.process.stderr.write(`${message}\n`);
    throw new Exit(2);
  }
}
