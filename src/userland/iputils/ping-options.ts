import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { PING } from '../../grammar/iputils/ping.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { SocketOptions } from '../../kernel/socket/requests.ts';
import type { Process } from '../process.ts';

/** What the words of a ping command ask for. Times are in microseconds. */
export interface PingOptions {
  readonly count: number;
  readonly interval: number;
  readonly deadline: number | undefined;
  readonly linger: number;
  readonly size: number;
  readonly quiet: boolean;
  readonly flood: boolean;
  readonly adaptive: boolean;
  readonly outstanding: boolean;
  readonly numeric: boolean;
  readonly timestamps: boolean;
  readonly verbose: boolean;
  readonly broadcast: boolean;
  /** Sends only to hosts on a link (-r). */
  readonly direct: boolean;
  readonly preload: number;
  /** The word of -I: a device or an address. */
  readonly from: { readonly text: string; readonly index: number } | undefined;
  readonly socket: SocketOptions;
  readonly destination: { readonly text: string; readonly index: number };
}

const TABLE = new GetoptTable(PING.options);
const SECOND = 1_000_000;
const LONGEST = 2147483647;

/** A mistake in the words: already printed. */
export class Misuse {
  constructor(readonly status: number) {}
}

/** Reads the command line of ping; prints what is wrong with it. */
export function parsePing(process: Process): PingOptions | Misuse {
  const scan = new Getopt(process.argv, [TABLE]);
  const values = new Map<string, { text: string; index: number }>();
  const operands: { text: string; index: number }[] = [];
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('ping', step.error)}\n${usageOf('ping', PING)}`);
      return new Misuse(2);
    }
    if (step.kind === 'operand') operands.push({ text: step.value, index: step.index });
    else {
      if (step.option.simulated === false) process.unsimulated(`ping ${step.name}`, step.index);
      values.set(step.name, { text: step.value ?? '', index: step.value === undefined ? step.index : step.valueIndex });
    }
  }
  try {
    return build(process, values, operands);
  } catch (thrown) {
    if (thrown instanceof Misuse) return thrown;
    throw thrown;
  }
}

function build(
  process: Process,
  values: ReadonlyMap<string, { text: string; index: number }>,
  operands: readonly { text: string; index: number }[],
): PingOptions {
  const fail = (index: number, message: string, status = 1): never => {
    process.blame(index);
    process.stderr.write(`ping: ${message}\n`);
    throw new Misuse(status);
  };
  /** parsetos */
  const tos = ({ text, index }: { text: string; index: number }): number => {
    if (!/^(?:0[xX][0-9a-fA-F]*|[-+]?\d+)$/.test(text)) return fail(index, `bad TOS value: ${text}`, 2);
    const value = text === '0x' ? 0 : Number(text);
    return value >= 0 && value <= 255
      ? value
      : fail(index, `the decimal value of TOS bits must be in range 0-255: ${value}`, 2);
  };
  const integer = (name: string, least: number, most: number | string, otherwise: number): number => {
    const given = values.get(name);
    if (given === undefined) return otherwise;
    if (!/^[-+]?\d+$/.test(given.text)) return fail(given.index, `invalid argument: '${given.text}'`);
    const value = Number(given.text);
    if (value < least || value > Number(most))
      return fail(given.index, `invalid argument: '${given.text}': out of range: ${least} <= value <= ${most}`);
    return value;
  };
  const seconds = (name: string, otherwise: number): number => {
    const given = values.get(name);
    if (given === undefined) return otherwise;
    if (!/^\d+\.?\d*$|^\.\d+$/.test(given.text)) return fail(given.index, `bad timing interval: ${given.text}`);
    return Math.round(Number(given.text) * SECOND);
  };
  if (values.has('-h')) {
    process.stderr.write(usageOf('ping', PING));
    throw new Misuse(2);
  }
  if (values.has('-V')) {
    process.stdout.write('ping from iputils 20221126\n');
    throw new Misuse(0);
  }
  const count = integer('-c', 1, '9223372036854775807', 0);
  const size = integer('-s', 0, LONGEST, 56);
  if (size > 65507) fail(values.get('-s')!.index, `packet size ${size} is too large. Maximum is 65507`, 1);
  const discover = values.get('-M');
  if (discover !== undefined && !['do', 'want', 'dont', 'probe'].includes(discover.text))
    fail(discover.index, `invalid -M argument: ${discover.text}`, 2);
  const flood = values.has('-f');
  const destination = operands.at(-1);
  if (destination === undefined) return fail(0, 'usage error: Destination address required');
  const ttl = values.has('-t') ? { ttl: integer('-t', 0, 255, 64) } : {};
  return {
    count,
    interval: seconds('-i', flood ? 10_000 : values.has('-A') ? 200_000 : SECOND),
    deadline: values.has('-w') ? integer('-w', 0, LONGEST, 0) * SECOND : undefined,
    linger: seconds('-W', 10 * SECOND),
    size,
    quiet: values.has('-q'),
    flood,
    adaptive: values.has('-A'),
    outstanding: values.has('-O'),
    numeric: values.has('-n'),
    timestamps: values.has('-D'),
    verbose: values.has('-v'),
    broadcast: values.has('-b'),
    direct: values.has('-r'),
    preload: integer('-l', 1, 65536, 1),
    from: values.get('-I'),
    socket: {
      receiveErrors: true,
      ...ttl,
      ...(values.has('-Q') ? { tos: tos(values.get('-Q')!) } : {}),
      ...(values.has('-m') ? { mark: integer('-m', 0, 4294967295, 0) } : {}),
      mtuDiscover: (discover?.text ?? 'want') as NonNullable<SocketOptions['mtuDiscover']>,
    },
    destination,
  };
}
