import type { HookContext } from '../context.ts';

/** `-m statistic`: some of the packets, by chance or every nth (net/netfilter/xt_statistic.c). `count` is its state. */
export interface StatisticMatch {
  readonly kind: 'statistic';
  readonly invert: boolean;
  /** Of 2³¹; for mode random. */
  readonly probability?: number;
  /** Mode nth. */
  readonly every?: number;
  readonly packet?: number;
  count: number;
}

export function matchStatistic(match: StatisticMatch, { netns }: HookContext): boolean {
  if (match.probability !== undefined) {
    return netns.kernel.random(0x80000000) < match.probability !== match.invert;
  }
  const nth = match.count === match.every! - 1;
  match.count = nth ? 0 : match.count + 1;
  return nth !== match.invert;
}
