import type { Continuation } from '../../grammar/command.ts';
import { CONNTRACK } from '../../grammar/conntrack/conntrack.ts';
import { Getopt, type GetoptOption, type GetoptStep, GetoptTable } from '../../grammar/getopt.ts';
import { TCP_STATES, type TcpState } from '../../kernel/netfilter/conntrack/timeouts.ts';
import { maskOf, parseIpv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { misuse } from './complaint.ts';
import { checkOptions } from './legal.ts';
import type {
  CommandLetter,
  EventKind,
  MaskedAddress,
  NatAddress,
  OutputWord,
  Request,
  StatusName,
  TableName,
  Word,
} from './request.ts';

const BASE = new GetoptTable<GetoptOption>(CONNTRACK.options);
const OPENED = CONNTRACK.options.find(({ name }) => name === '-p')!.opens as Readonly<Record<string, Continuation>>;
const BY_PROTOCOL = new Map(
  Object.entries(OPENED).map(([name, { options }]) => [name, new GetoptTable<GetoptOption>(options)] as const),
);

/** The protocols it knows by name; others go by number. */
const PROTOCOLS: Readonly<Record<string, number>> = {
  tcp: 6,
  udp: 17,
  udplite: 136,
  icmp: 1,
  icmpv6: 58,
  sctp: 132,
  dccp: 33,
  gre: 47,
};

const TABLES: readonly string[] = ['conntrack', 'expect', 'dying', 'unconfirmed'];
const STATUSES: readonly StatusName[] = [
  'ASSURED',
  'SEEN_REPLY',
  'UNSET',
  'FIXED_TIMEOUT',
  'EXPECTED',
  'UNREPLIED',
  'OFFLOAD',
  'HW_OFFLOAD',
];
/** Names of labels stand in a file that nobody has here (labelmap_init). */
const NO_LABELS = 'nfct_labelmap_new: No such file or directory\n';
const ALL_BITS = 0xffffffff;
const OUTPUTS = ['xml', 'extended', 'timestamp', 'id', 'ktimestamp', 'labels', 'userspace', 'save'];
const EVENTS: Readonly<Record<string, readonly EventKind[]>> = {
  ALL: ['NEW', 'UPDATE', 'DESTROY'],
  NEW: ['NEW'],
  UPDATES: ['UPDATE'],
  DESTROY: ['DESTROY'],
};

/** Asked for help or the version, or for nothing. */
export type Answer = 'help' | 'version';

/** Reads the words of a command line; throws a Complaint. */
export function parseOptions(process: Process, argv: readonly string[]): Request | Answer {
  return new Parser(process, argv).parse();
}

class Parser {
  private readonly scan: Getopt<GetoptOption>;
  private family: Request['family'];
  private readonly request: Request = {
    command: undefined,
    commandIndex: 0,
    table: 'conntrack',
    given: new Map(),
    events: EVENTS.ALL!,
    output: new Set(),
    ports: {},
    icmp: {},
  };

  constructor(
    private readonly process: Process,
    private readonly argv: readonly string[],
  ) {
    this.scan = new Getopt(argv, [BASE]);
  }

  parse(): Request | Answer {
    const { request, scan } = this;
    for (let step = scan.next(); step !== undefined; step = scan.next()) {
      if (step.kind === 'error') this.refuse(step);
      if (step.kind === 'operand') misuse(`unknown argument \`${step.value}'`, step.index);
      const { option } = step;
      if (option.name === '-h') return 'help';
      if (option.name === '-V') return 'version';
      if (option.simulated === false) this.process.unsimulated(`conntrack ${step.name}`, step.index);
      this.take(step);
    }
    if (request.command === undefined && request.given.size === 0) return 'help';
    checkOptions(request);
    return request;
  }

  private refuse({ error, index }: Extract<GetoptStep, { kind: 'error' }>): never {
    const word = this.argv[index]!;
    const spelled = word.startsWith('--') ? word.replace(/=.*/, '') : `-${'letter' in error ? error.letter : ''}`;
    const missing = error.kind === 'value-missing-long' || error.kind === 'value-missing-short';
    misuse(missing ? `option \`${spelled}' requires an argument` : `unknown option \`${spelled}'`, index);
  }

  /** The value of an option that may go without one: attached, or the next word unless that is an option. */
  private optional(step: Extract<GetoptStep, { kind: 'option' }>): Word | undefined {
    if (step.value !== undefined) return { text: step.value, index: step.valueIndex };
    const { index } = this.scan;
    const next = this.argv[index];
    if (next === undefined || next.startsWith('-')) return undefined;
    this.scan.index++;
    return { text: next, index };
  }

  private take(step: Extract<GetoptStep, { kind: 'option' }>): void {
    const { request } = this;
    const { name } = step.option;
    if (/^-[LGDIAUEFCSR]$/.test(name)) return this.takeCommand(name.slice(1) as CommandLetter, step);
    const word = step.option.optionalValue
      ? this.optional(step)
      : { text: step.value ?? '', index: step.value === undefined ? step.index : step.valueIndex };
    request.given.set(name, word ?? { text: '', index: step.index });
    this.takeOption(name, word);
  }

  private takeCommand(command: CommandLetter, step: Extract<GetoptStep, { kind: 'option' }>): void {
    const { request } = this;
    if (request.command !== undefined && request.command !== command)
      misuse('Invalid commands combination', step.index);
    request.command = command;
    request.commandIndex = step.index;
    if (command === 'R') {
      request.file = { text: step.value!, index: step.valueIndex };
      return;
    }
    const word = this.optional(step);
    if (word === undefined) return;
    if (!TABLES.includes(word.text)) misuse(`unknown type \`${word.text}'`, word.index);
    request.table = word.text as TableName;
  }

  private takeOption(name: string, word: Word | undefined): void {
    const { request } = this;
    switch (name) {
      case '-s':
        request.originalSource = this.takeAddress(word!, '--mask-src');
        break;
      case '-d':
        request.originalDestination = this.takeAddress(word!, '--mask-dst');
        break;
      case '-r':
        request.replySource = this.address(word!);
        break;
      case '-q':
        request.replyDestination = this.address(word!);
        break;
      case '--mask-src':
      case '--mask-dst':
        this.takeMask(name, word!);
        break;
      case '-p':
        this.takeProtocol(word!);
        break;
      case '-f':
        if (word!.text !== 'ipv4' && word!.text !== 'ipv6')
          misuse(`\`${word!.text}' unsupported protocol`, word!.index);
        this.takeFamily(word!.text as Request['family'], word!.index);
        break;
      case '-t':
        request.timeout = number(word!.text);
        break;
      case '-u':
        request.statuses = list(word!, STATUSES) as StatusName[];
        break;
      case '-m':
        request.mark = mark(word!.text);
        break;
      case '-n':
        request.sourceNat = nat(word);
        break;
      case '-g':
        request.destinationNat = nat(word);
        break;
      case '-j':
        request.anyNat = nat(word);
        break;
      case '-e':
        request.events = list(word!, Object.keys(EVENTS)).flatMap((each) => EVENTS[each]!);
        break;
      case '-o':
        for (const each of list(word!, OUTPUTS)) request.output.add(each as OutputWord);
        if (request.output.has('labels')) this.process.stderr.write(NO_LABELS);
        break;
      case '-l':
      case '--label-add':
      case '--label-del':
        this.process.stderr.write(NO_LABELS);
        misuse(`unknown label '${word!.text}'`, word!.index);
        break;
      case '-i':
        request.id = number(word!.text) >>> 0;
        break;
      case '-w':
      case '--orig-zone':
      case '--reply-zone':
        request.zone ||= number(word!.text);
        break;
      default:
        this.takeProtocolOption(name, word!);
    }
  }

  /** A length behind an address counts as the option of its mask, unless it is that of one address. */
  private takeAddress(word: Word, mask: '--mask-src' | '--mask-dst'): MaskedAddress {
    const read = this.address(word);
    if (read.mask !== ALL_BITS) this.request.given.set(mask, word);
    return read;
  }

  private address(word: Word): MaskedAddress {
    const read = address(word);
    this.takeFamily(word.text.includes(':') ? 'ipv6' : 'ipv4', word.index);
    return read;
  }

  /** All that is named has to be of one family. */
  private takeFamily(family: Request['family'], index: number): void {
    if (this.family !== undefined && this.family !== family) misuse('mismatched address family', index);
    this.family = family;
    if (family === 'ipv6') this.request.family = family;
  }

  private takeMask(name: '--mask-src' | '--mask-dst', word: Word): void {
    const { request } = this;
    const mask = parseIpv4(word.text) ?? misuse(`Invalid IP address \`${word.text}'`, word.index);
    const key = name === '--mask-src' ? 'originalSource' : 'originalDestination';
    const before = request[key];
    if (before !== undefined) request[key] = { address: before.address, mask };
  }

  private takeProtocol(word: Word): void {
    const name = word.text.toLowerCase();
    const byNumber = /^\d+$/.test(name) && Number(name) <= 255 ? Number(name) : undefined;
    const protocol = PROTOCOLS[name] ?? byNumber ?? misuse(`\`${word.text}' unsupported protocol`, word.index);
    this.request.protocol = protocol;
    const known = Object.keys(PROTOCOLS).find((each) => PROTOCOLS[each] === protocol);
    const table = known === undefined ? undefined : BY_PROTOCOL.get(known);
    if (table !== undefined) this.scan.tables = [BASE, table];
  }

  private takeProtocolOption(name: string, word: Word): void {
    const { ports, icmp } = this.request;
    switch (name) {
      case '--sport':
        ports.originalSource = port(word);
        break;
      case '--dport':
        ports.originalDestination = port(word);
        break;
      case '--reply-port-src':
        ports.replySource = port(word);
        break;
      case '--reply-port-dst':
        ports.replyDestination = port(word);
        break;
      case '--state':
        this.request.tcpState = tcpState(word);
        break;
      case '--icmp-type':
        icmp.type = number(word.text) & 255;
        break;
      case '--icmp-code':
        icmp.code = number(word.text) & 255;
        break;
      case '--icmp-id':
        icmp.id = number(word.text) & 65535;
        break;
    }
  }
}

/** A number as atoi or strtoul read it: what does not begin with a digit is 0. */
function number(text: string): number {
  if (/^0[xX]/.test(text)) return Number.parseInt(text, 16) || 0;
  return Number.parseInt(text, 10) || 0;
}

function address({ text, index }: Word): MaskedAddress {
  const [host, length] = text.split('/');
  // Addresses of the other family are read, and match nothing here.
  if (host!.includes(':')) return { address: 0, mask: 0xffffffff };
  const parsed = parseIpv4(host!) ?? shortAddress(host!) ?? misuse(`Invalid IP address \`${text}'`, index);
  if (length === undefined) return { address: parsed, mask: 0xffffffff };
  if (!/^\d*$/.test(length) || Number(length) > 32) misuse('Invalid netmask', index);
  return { address: parsed, mask: maskOf(Number(length)) };
}

/** inet_aton(3): the last of fewer than four parts fills the rest. */
function shortAddress(text: string): number | undefined {
  if (!/^\d+(\.\d+){0,2}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  const last = parts.pop()!;
  if (parts.some((part) => part > 255) || last >= 256 ** (4 - parts.length)) return undefined;
  return parts.reduce((sum, part, i) => sum + part * 256 ** (3 - i), 0) + last;
}

function nat(word: Word | undefined): NatAddress {
  if (word === undefined) return { address: undefined, port: undefined };
  const [host, port] = word.text.split(':');
  const parsed = host === '' ? undefined : (parseIpv4(host!) ?? misuse(`Invalid IP address \`${host}'`, word.index));
  if (port === undefined) return { address: parsed, port: undefined };
  const value = /^\d+$/.test(port) ? Number(port) : 65536;
  if (value === 0 || value > 65535) misuse(`Invalid port \`${port}'`, word.index);
  return { address: parsed, port: value };
}

/** What is no number is port 0; of what looks like a range the tool reads the beginning. */
function port({ text }: Word): number {
  return number(text) & 65535;
}

function mark(text: string): { readonly value: number; readonly mask: number } {
  const [value, mask] = text.split('/');
  return { value: number(value!) >>> 0, mask: mask === undefined ? 0xffffffff : number(mask) >>> 0 };
}

function list(word: Word, known: readonly string[]): readonly string[] {
  return word.text.split(',').map((each) => {
    const found = known.find((name) => name.toLowerCase() === each.toLowerCase());
    return found ?? misuse(`Bad parameter \`${each}'`, word.index);
  });
}

function tcpState({ text, index }: Word): TcpState {
  if (text === 'LISTEN') return 'SYN_SENT2';
  const state = TCP_STATES.find((each) => each === text);
  return state ?? misuse(`unknown TCP state \`${text}'`, index);
}
