import { METRICS, type Metric, type MetricName } from '../../../../kernel/fib/metrics.ts';
import type { Arguments } from '../../arguments.ts';
import type { Printer } from '../../printer.ts';

/** In what a round trip time is kept: eighths of a millisecond, its variance in quarters. */
const PARTS: Partial<Record<MetricName, number>> = { rtt: 8, rttvar: 4, rto_min: 1 };

/** RTAX_FEATURE_ECN. */
const ECN = 1;

/** True for a word of `ip route add` that names a metric. */
export function isMetric(name: string): name is MetricName {
  return (METRICS as readonly string[]).includes(name);
}

/** Metrics that are switches: there is no locking them. */
const UNLOCKED: ReadonlySet<MetricName> = new Set(['features', 'quickack', 'fastopen_no_cookie']);

/** Reads the value behind a metric's word, before which `lock` may stand. */
export function readMetric(args: Arguments, name: MetricName): Metric {
  const { session } = args;
  // The least retransmission time is always locked, and has no word for it.
  const fixed = name === 'rto_min';
  const locked = fixed || (!UNLOCKED.has(name) && session.argv[args.index + 1] === 'lock');
  if (locked && !fixed) args.take();
  return { name, value: readValue(args, name), locked };
}

function readValue(args: Arguments, name: MetricName): number | string {
  const { session } = args;
  switch (name) {
    case 'congctl':
      return args.take();
    case 'features':
      return args.take() === 'ecn' ? ECN : session.invalid('"features" value not valid\n', args.index);
    case 'quickack':
    case 'fastopen_no_cookie': {
      const value = args.unsigned(`"${name}" value is invalid\n`);
      if (value > 1) session.invalid(`"${name}" value should be 0 or 1\n`, args.index);
      return value;
    }
    case 'hoplimit':
      return args.unsigned('"hoplimit" value is invalid\n', 255);
    case 'rtt':
    case 'rttvar':
    case 'rto_min':
      return readTime(args.take(), PARTS[name]!) ?? session.invalid(`"${name}" value is invalid\n`, args.index);
    case 'advmss':
      return args.unsigned('"mss" value is invalid\n');
    default:
      return args.unsigned(`"${name}" value is invalid\n`);
  }
}

/** Reads a time: with a unit in milliseconds or seconds, without one in the parts it is kept in (get_time_rtt). */
function readTime(text: string, parts: number): number | undefined {
  const match = /^\s*\+?(\d+\.?\d*|\.\d+)(?:(s|secs?)|(ms|msecs?))?$/i.exec(text);
  if (match === null) return undefined;
  const [, number, seconds, milliseconds] = match;
  const value = Math.ceil(Number(number) * (seconds === undefined ? 1 : 1000));
  return seconds === undefined && milliseconds === undefined ? value : value * parts;
}

/** What a route or an answer says of its metrics. */
interface Measured {
  readonly mtu: number | undefined;
  readonly metrics?: readonly Metric[];
}

/** Prints the metrics in the order of their numbers (print_rta_metrics). */
export function printMetrics(out: Printer, { mtu, metrics = [] }: Measured): void {
  if (mtu === undefined && metrics.length === 0) return;
  out.openArray('metrics');
  out.openObject();
  const isLocked = metrics.some(({ name, locked }) => name === 'mtu' && locked);
  if (mtu !== undefined) out.field('mtu', mtu, `mtu ${isLocked ? 'lock ' : ''}${mtu} `);
  for (const { name, value, locked } of metrics) {
    if (name === 'mtu') continue;
    out.text(`${name} ${locked ? 'lock ' : ''}`);
    printValue(out, name, value);
  }
  out.closeObject();
  out.closeArray();
}

function printValue(out: Printer, name: MetricName, value: number | string): void {
  const parts = PARTS[name];
  if (name === 'congctl') out.field('congestion', value, `${value} `);
  else if (name === 'features') out.field('ecn', null, 'ecn ');
  else if (parts === undefined) out.field(name, value, `${value} `);
  else {
    const time = Math.floor(Number(value) / parts);
    out.field(name, time, time >= 1000 ? `${time / 1000}s ` : `${time}ms `);
  }
}
