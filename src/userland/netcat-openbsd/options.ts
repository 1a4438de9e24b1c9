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
  if (flags.has('-k') && !flags.has('-l')) return fail(0, 'nc: must use -l with -k\n');
  if (flags.has('-l') && flags.has('-z')) return fail(0, 'nc: cannot use -z and -l\n');
  const target = targetOf(flags, values, operands);
  if ('complaint' in target) return fail(target.index, `nc: ${target.complaint}\n`);
  const quit = numbers.get('-q');
  const timeout = numbers.get('-w');
  const port = values.get('-p');
  const localPort = port === undefined ? undefined : localPortOf(port.text);
  if (localPort === null) return fail(port!.index, 'nc: getaddrinfo: Servname not supported for ai_socktype\n');
  return {
    flags,
    ...target,
    localPort,
    proxy: proxyOf(values.get('-x')?.text, protocol?.text),
    source: values.get('-s')?.text,
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

/** Host and ports: of one word alone listening takes the port, and `-p` is a port to listen on as well. */
function targetOf(
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, Word>,
  operands: readonly Word[],
): Target | { readonly complaint: string; readonly index: number } {
  const listens = flags.has('-l');
  const [first, second] = operands;
  let host: Word | undefined = first;
  let words = operands.slice(1);
  if (listens && second === undefined) {
    const port = values.get('-p');
    if (port !== undefined && first === undefined) [host, words] = [values.get('-s'), [port]];
    else if (port !== undefined) words = [port];
    else if (first !== undefined) [host, words] = [values.get('-s'), [first]];
  }
  const [word] = words;
  if (word === undefined) return { complaint: 'missing port number', index: first?.index ?? 0 };
  const ports: number[] = [];
  for (const each of words) {
    const service = portOfService(each.text);
    const dash = /^\d/.test(each.text) ? each.text.indexOf('-') : -1;
    const [low, high] = dash < 0 ? [each.text, each.text] : [each.text.slice(0, dash), each.text.slice(dash + 1)];
    const from = service ?? portNumber(low);
    const to = service ?? portNumber(high);
    if (typeof from === 'string') return { complaint: from, index: each.index };
    if (typeof to === 'string') return { complaint: to, index: each.index };
    for (let port = Math.min(from, to); port <= Math.max(from, to); port++) ports.push(port);
  }
  return {
    host: host?.text,
    hostIndex: host?.index ?? word.index,
    ports,
    portText: word.text,
    portIndex: word.index,
  };
}
