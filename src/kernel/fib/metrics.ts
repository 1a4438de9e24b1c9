import { granted, type Result, refused } from '../result.ts';

/** The metrics of a route, in the order of their numbers (RTAX_*). */
export const METRICS = [
  'mtu',
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
const MOST: Partial<Record<MetricName, number>> = { mtu: 65535 - 15, advmss: 65535 - 40, hoplimit: 255 };

/** TCP's ways to react to congestion (net.ipv4.tcp_available_congestion_control). */
const CONGESTION_CONTROLS: ReadonlySet<number | string> = new Set(['reno', 'bbr', 'cubic']);

export const NO_METRICS: readonly Metric[] = Object.freeze([]);

/** The metrics a route gets: in order, without zeros that are not locked, not above their limits (ip_metrics_convert). */
export function routeMetrics(asked: readonly Metric[] = NO_METRICS): Result<readonly Metric[]> {
  if (asked.length === 0) return granted(NO_METRICS);
  if (asked.some(({ name, value }) => name === 'congctl' && !CONGESTION_CONTROLS.has(value)))
    return refused('EINVAL', 'Unknown tcp congestion algorithm');
  // Where one is given twice, the last counts, locked by any.
  const metrics = new Map<MetricName, Metric>();
  for (const { name, value, locked } of asked)
    metrics.set(
      name,
      Object.freeze({ name, value: cut(name, value), locked: locked || metrics.get(name)?.locked === true }),
    );
  const kept = [...metrics.values()].filter(({ value, locked }) => value !== 0 || locked);
  return granted(Object.freeze(kept.sort((a, b) => METRICS.indexOf(a.name) - METRICS.indexOf(b.name))));
}

function cut(name: MetricName, value: number | string): number | string {
  return typeof value === 'number' ? Math.min(value, MOST[name] ?? value) : value;
}

/** True when two routes have the same metrics. */
export function sameMetrics(a: readonly Metric[], b: readonly Metric[]): boolean {
  return a.length === b.length && a.every((metric, i) => isEqual(metric, b[i]!));
}

/** True when a route has every metric that a deletion names, and just its locks if it names any (fib_metrics_match). */
export function metricsFit(metrics: readonly Metric[], asked: readonly Metric[] = NO_METRICS): boolean {
  const locks = locksOf(asked);
  if (locks !== '' && locks !== locksOf(metrics)) return false;
  return asked.every(({ name, value }) => {
    // An algorithm that is not known is as none.
    const wanted = name === 'congctl' && !CONGESTION_CONTROLS.has(value) ? 0 : value;
    return (metrics.find((each) => each.name === name)?.value ?? 0) === wanted;
  });
}

function locksOf(metrics: readonly Metric[]): string {
  return METRICS.filter((name) => metrics.some((metric) => metric.name === name && metric.locked)).join(' ');
}

function isEqual(a: Metric, b: Metric): boolean {
  return a.name === b.name && a.value === b.value && a.locked === b.locked;
}
