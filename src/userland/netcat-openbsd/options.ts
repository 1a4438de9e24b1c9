import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { NC } from '../../grammar/netcat-openbsd/nc.ts';
import { usageOf } from '../../grammar/usage.ts';
import { portOfService } from '../netbase/services.ts';
import type { Process } from '../process.ts';
import { isTos, NUMBERS, numberOf, portNumber } from './numbers.ts';

const TABLE = new GetoptTable(NC.options);
const SECOND = 1_000_000;

/** What the words of nc ask for. */
export interface NcRequest {
  readonly flags: ReadonlySet<string>;
  readonly host: string | undefined;
  readonly hostIndex: number;
  /** In the order in which they are tried. */
  readonly ports: readonly number[];
  readonly portText: string;
  readonly portIndex: number;
  readonly localPort: number | undefined;
  /** Whom to ask to connect. */
  readonly proxy: { readonly host: string; readonly port: number } | undefined;
  readonly source: string | undefined;
  /** Microseconds; undefined: for ever. */
  readonly timeout: number | undefined;
  /** Microseconds between the steps of copying. */
  readonly interval: number;
  /** Microseconds from the end of the input; undefined: for ever. */
  readonly quitAfter: number | undefined;
  readonly ttl: number | undefined;
  readonly packets: number | undefined;
}

/** Reads the words; a complaint is printed, and answers the exit status. */
export function parseNc(process: Process): NcRequest | number {
  const fail = (index: number, message: string) => {
    process.blame(index);
    process.stderr.write(message);
    return 1;
  };
  const flags = new Set<string>();
  const values = new Map<string, { readonly text: string; readonly index: number }>();
  const operands: { readonly text: string; readonly index: number }[] = [];
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') return fail(step.index, `${getoptMessage('nc', step.error)}\n${usageOf('nc', NC)}`);
    if (step.kind === 'operand') operands.push({ text: step.value, index: step.index });
    else {
      if (step.option.simulated === false) process.unsimulated(`nc ${step.name}`, step.index);
      if (step.value === undefined) flags.add(step.name);
      else values.set(step.name, { text: step.value, index: step.valueIndex });
    }
  }
  if (flags.has('-h') || (operands.length === 0 && !flags.has('-l'))) {
    process.stderr.write(usageOf('nc', NC));
    return 1;
  }
  const numbers = new Map<string, number>();
  for (const [name, { text, index }] of values) {
    const row = NUMBERS[name];
    const number = row === undefined ? undefined : numberOf(text, row);
    if (typeof number === 'string') return fail(index, `nc: ${number}\n`);
    if (number !== undefined) numbers.set(name, number);
    if (name === '-T' && !isTos(text)) return fail(index, `nc: illegal tos value ${text}\n`);
    if (name === '-V') return fail(index, 'nc: no alternate routing table support available\n');
  }
  const protocol = values.get('-X');
  if (protocol !== undefined && !['4', '5', 'connect'].includes(protocol.text))
    return fail(protocol.index, 'nc: unsupported proxy protocol\n');
  const target = targetOf(flags, values, operands);
  if ('usage' in target) return fail(target.index, usageOf('nc', NC));
  if ('complaint' in target) return fail(target.index, `nc: ${target.complaint}\n`);
  if (flags.has('-l') && flags.has('-z')) return fail(0, 'nc: cannot use -z and -l\n');
  if (flags.has('-k') && !flags.has('-l')) return fail(0, 'nc: must use -l with -k\n');
  const proxy = values.get('-x');
  if (flags.has('-l') && proxy !== undefined) return fail(proxy.index, 'nc: no proxy support for listen\n');
  if (flags.has('-S')) return fail(0, 'nc: Unable to read TCP MD5SIG password\n');
  const quit = numbers.get('-q');
  const timeout = numbers.get('-w');
  const port = values.get('-p');
  const localPort = port === undefined ? undefined : localPortOf(port.text);
  if (localPort === null) return fail(port!.index, `nc: ${NO_SERVICE}\n`);
  return {
    flags,
    ...target,
    localPort,
    proxy: proxyOf(proxy?.text, protocol?.text),
    source: values.get('-s')?.text,
    interval: (numbers.get('-i') ?? 0) * SECOND,
    timeout: timeout === undefined ? undefined : timeout * SECOND,
    quitAfter: quit === undefined || quit < 0 ? undefined : quit * SECOND,
    ttl: numbers.get('-M'),
    packets: numbers.get('-W'),
  };
}

/** `HOST[:PORT]`; a proxy of SOCKS is at 1080, one of HTTP at 3128. */
function proxyOf(text: string | undefined, protocol: string | undefined): NcRequest['proxy'] {
  if (text === undefined) return undefined;
  const [host = '', port] = text.split(':');
  return { host, port: port === undefined ? (protocol === 'connect' ? 3128 : 1080) : Number(port) };
}

/** The port that getaddrinfo(3) makes of a word, which cuts numbers off; null for what is none. */
function localPortOf(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) & 0xffff : (portOfService(text) ?? null);
}

type Target = Pick<NcRequest, 'host' | 'hostIndex' | 'ports' | 'portText' | 'portIndex'>;
type Word = { readonly text: string; readonly index: number };

/** What getaddrinfo(3) says of a port that there is none of. */
const NO_SERVICE = 'getaddrinfo: Servname not supported for ai_socktype';

type Refusal =
  | { readonly complaint: string; readonly index: number }
  | { readonly usage: true; readonly index: number };

/** Host and ports: listening takes them from `-s` and `-p` or from the operands, never from both. */
function targetOf(
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, Word>,
  operands: readonly Word[],
): Target | Refusal {
  const listens = flags.has('-l');
  const [first, second, third] = operands;
  const own = values.get('-p') ?? values.get('-s');
  if (first === undefined && !listens) return { usage: true, index: 0 };
  if (listens && first !== undefined && (own !== undefined || third !== undefined))
    return { usage: true, index: (own ?? third)!.index };
  const [host, words] =
    first === undefined
      ? [values.get('-s'), present(values.get('-p'))]
      : listens && second === undefined
        ? [undefined, [first]]
        : [first, operands.slice(1)];
  const [word] = words;
  if (word === undefined) return { complaint: 'missing port number', index: first?.index ?? 0 };
  const ports = listens ? listeningPort(word) : portsOf(words);
  if ('complaint' in ports) return ports;
  return {
    host: host?.text,
    hostIndex: host?.index ?? word.index,
    ports,
    portText: word.text,
    portIndex: word.index,
  };
}

const present = (word: Word | undefined): readonly Word[] => (word === undefined ? [] : [word]);

function listeningPort({ text, index }: Word): readonly number[] | Extract<Refusal, { complaint: string }> {
  const port = localPortOf(text);
  return port === null ? { complaint: NO_SERVICE, index } : [port];
}

/** Ports to try: names, numbers and ranges. */
function portsOf(words: readonly Word[]): readonly number[] | Extract<Refusal, { complaint: string }> {
  const ports: number[] = [];
  for (const { text, index } of words) {
    const service = portOfService(text);
    const dash = /^\d/.test(text) ? text.indexOf('-') : -1;
    const [low, high] = dash < 0 ? [text, text] : [text.slice(0, dash), text.slice(dash + 1)];
    const from = service ?? portNumber(low);
    const to = service ?? portNumber(high);
    if (typeof from === 'string') return { complaint: from, index };
    if (typeof to === 'string') return { complaint: to, index };
    for (let port = Math.min(from, to); port <= Math.max(from, to); port++) ports.push(port);
  }
  return ports;
}
