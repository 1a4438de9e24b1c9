import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { NC } from '../../grammar/netcat-openbsd/nc.ts';
import { usageOf } from '../../grammar/usage.ts';
import { portOfService } from '../netbase/services.ts';
import type { Process } from '../process.ts';

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
  for (const [name, what] of [
    ['-w', 'timeout invalid'],
    ['-q', 'quit timer invalid'],
    ['-M', 'ttl invalid'],
    ['-W', 'receive limit invalid'],
  ] as const) {
    const given = values.get(name);
    if (given === undefined) continue;
    if (!/^-?\d+$/.test(given.text) || (name !== '-q' && Number(given.text) < 0))
      return fail(given.index, `nc: ${what}: ${given.text}\n`);
    numbers.set(name, Number(given.text));
  }
  const target = targetOf(flags, values, operands);
  if ('complaint' in target) return fail(target.index, `nc: ${target.complaint}\n`);
  const quit = numbers.get('-q');
  const timeout = numbers.get('-w');
  const port = values.get('-p');
  const localPort = port === undefined ? undefined : portOf(port.text);
  return {
    flags,
    ...target,
    localPort,
    source: values.get('-s')?.text,
    timeout: timeout === undefined ? undefined : timeout * SECOND,
    quitAfter: quit === undefined || quit < 0 ? undefined : quit * SECOND,
    ttl: numbers.get('-M'),
    packets: numbers.get('-W'),
  };
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
    const range = /^(\d+)-(\d+)$/.exec(each.text);
    const [low, high] = range === null ? [each.text, each.text] : [range[1]!, range[2]!];
    const [from, to] = [portOf(low), portOf(high)];
    if (from === undefined) return { complaint: `port number invalid: ${low}`, index: each.index };
    if (to === undefined) return { complaint: `port number invalid: ${high}`, index: each.index };
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

/** A port by its number or name. */
function portOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 65535 ? Number(text) : undefined;
  return portOfService(text);
}
