import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { IPERF3 } from '../../grammar/iperf3/iperf3.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process } from '../process.ts';
import { parameterError } from './limits.ts';

const TABLE = new GetoptTable(IPERF3.options);
const BLOCK = 131_072;
const UDP_RATE = 1_048_576;

/** What the words of iperf3 ask for. */
export interface IperfRequest {
  readonly server: boolean;
  readonly host: string;
  readonly hostIndex: number;
  readonly port: number;
  readonly udp: boolean;
  /** Seconds. */
  readonly time: number;
  readonly bytes: number | undefined;
  /** Bits a second; undefined: as fast as it goes. */
  readonly rate: number | undefined;
  /** Bytes of a block; undefined for what a segment of the control connection holds. */
  readonly length: number | undefined;
  readonly streams: number;
  readonly reverse: boolean;
  /** Seconds; 0: no reports but the last. */
  readonly interval: number;
  readonly format: string | undefined;
  readonly oneOff: boolean;
  /** It goes on in the background. */
  readonly daemon: boolean;
  readonly bind: string | undefined;
  readonly device: string | undefined;
  readonly clientPort: number;
  /** Microseconds to wait for the server. */
  readonly connectTimeout: number | undefined;
  readonly mss: number | undefined;
  readonly tos: number | undefined;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
const RATE_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1_000_000, g: 1_000_000_000 };

function amount(text: string, units: Readonly<Record<string, number>>): number {
  const [, digits = '0', unit = ''] = /^(\d+(?:\.\d+)?)([kmg]?)/i.exec(text) ?? [];
  return Math.floor(Number(digits) * units[unit.toLowerCase()]!);
}

/** Reads the words; a complaint is printed, and answers the exit status. */
export function parseIperf(process: Process): IperfRequest | number {
  const flags = new Set<string>();
  const values = new Map<string, { readonly text: string; readonly index: number }>();
  const fail = (index: number, message: string) => {
    process.blame(index);
    process.stderr.write(`iperf3: ${message}\n\n${usageOf('iperf3', IPERF3)}`);
    return 1;
  };
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('iperf3', step.error)}\n${usageOf('iperf3', IPERF3)}`);
      return 1;
    }
    if (step.kind === 'operand') continue;
    if (step.option.simulated === false) process.unsimulated(`iperf3 ${step.name}`, step.index);
    if (step.value === undefined) flags.add(step.option.name);
    else values.set(step.option.name, { text: step.value, index: step.valueIndex });
  }
  if (flags.has('-v') || flags.has('-h')) {
    process.stdout.write(flags.has('-v') ? 'iperf 3.12 (cJSON 1.7.15)\n' : usageOf('iperf3', IPERF3));
    return 0;
  }
  const client = values.get('-c');
  const wrong = parameterError(flags, values, (text) => amount(text, UNITS));
  if (wrong !== undefined) return fail(wrong.index, `parameter error - ${wrong.message}`);
  const number = (name: string) => (values.has(name) ? Number.parseFloat(values.get(name)!.text) || 0 : undefined);
  const udp = flags.has('-u');
  const rate = values.get('-b');
  const length = values.get('-l');
  const bytes = values.get('-n');
  return {
    server: client === undefined,
    host: client?.text ?? '',
    hostIndex: client?.index ?? 0,
    port: number('-p') ?? 5201,
    udp,
    time: number('-t') ?? 10,
    bytes: bytes === undefined ? undefined : amount(bytes.text, UNITS),
    rate: rate === undefined ? (udp ? UDP_RATE : undefined) : amount(rate.text, RATE_UNITS) || undefined,
    length: length === undefined ? (udp ? undefined : BLOCK) : amount(length.text, UNITS),
    streams: number('-P') ?? 1,
    reverse: flags.has('-R'),
    interval: number('-i') ?? 1,
    format: values.get('-f')?.text,
    oneOff: flags.has('-1'),
    daemon: flags.has('-D'),
    bind: values.get('-B')?.text,
    device: values.get('--bind-dev')?.text,
    clientPort: number('--cport') ?? 0,
    connectTimeout: values.has('--connect-timeout') ? (number('--connect-timeout') ?? 0) * 1000 : undefined,
    mss: number('-M'),
    tos: number('-S'),
  };
}
