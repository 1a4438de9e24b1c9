import { granted, type Result, refused } from '../result.ts';

/** The metrics of a route other than its MTU, in the order of their numbers (RTAX_*). */
export const METRICS = [
  'window',
  'rtt',
  'rttvar',
  'ssthresh',
  'cwnd',
  'advmss',
  'reordering',
  'hoplimit',
  'initcwnd',
  'features',
  'rto_min',
  'initrwnd',
  'quickack',
  'congctl',
  'fastopen_no_cookie',
] as const;
export type MetricName = (typeof METRICS)[number];

/** A metric: the name of an algorithm for `congctl`, a number for the rest. A locked one is not changed by what is learned. */
export interface Metric {
  readonly name: MetricName;
  readonly value: number | string;
  readonly locked: boolean;
}

/** What metrics may be at most; larger values are cut (ip_metrics_convert). */
const MOST: Partial<Record<MetricName, number>> = { advmss: 65535 - 40, hoplimit: 255 };
const MOST_MTU = 65535 - 15;

/** TCP's ways to react to congestion (net.ipv4.tcp_available_congestion_control). */
const CONGESTION_CONTROLS: ReadonlySet<number | string> = new Set(['reno', 'bbr', 'cubic']);

export const NO_METRICS: readonly Metric[] = Object.freeze([]);

/** The MTU a route gets. Zero is none, and shown only where it is locked. */
export function mtuMetric(mtu: number | undefined, locked: boolean): number | undefined {
  return mtu || locked ? Math.min(mtu ?? 0, MOST_MTU) : undefined;
}

/** The metrics a route gets: in order, without zeros, not above their limits (ip_metrics_convert). */
export function routeMetrics(asked: readonly Metric[] = NO_METRICS): Result<readonly Metric[]> {
  if (asked.length === 0) return granted(NO_METRICS);
  if (asked.some(({ name, value }) => name === 'congctl' && !CONGESTION_CONTROLS.has(value)))
    return refused('EINVAL', 'Unknown tcp congestion algorithm');
  const cut = ({ name, value, locked }: Metric): Metric => ({
    name,
    value: typeof value === 'number' ? Math.min(value, MOST[name] ?? value) : value,
    locked,
  });
  const metrics = asked
    .filter(({ value, locked }) => value !== 0 || locked)
    .map((metric) => Object.freeze(cut(metric)));
  return granted(Object.freeze(metrics.sort((a, b) => METRICS.indexOf(a.name) - METRICS.indexOf(b.name))));
}

/** True when two routes have the same metrics. */
export function sameMetrics(a: readonly Metric[], b: readonly Metric[]): boolean {
  return a.length === b.length && a.every((metric, i) => isEqual(metric, b[i]!));
}

/** True when a route has every metric that a deletion names (fib_metrics_match). */
export function metricsFit(metrics: readonly Metric[], asked: readonly Metric[] = NO_METRICS): boolean {
  return asked.every(({ name, value }) => (metrics.find((each) => each.name === name)?.value ?? 0) === value);
}

function isEqual(a: Metric, b: Metric): boolean {
  return a.name === b.name && a.value === b.value && a.locked === b.locked;
}
