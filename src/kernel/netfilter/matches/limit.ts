import type { HookContext } from '../context.ts';

/**
 * `-m limit`: a token bucket (net/netfilter/xt_limit.c). The two last fields are its level, in microseconds of credit;
 * they change as packets pass.
 */
export interface LimitMatch {
  readonly kind: 'limit';
  /** Microseconds between packets once the burst is spent. */
  readonly interval: number;
  readonly burst: number;
  credit: number;
  updated: number;
  /** No burst was asked for, which nf_tables takes for the usual one. */
  readonly altered?: true;
}

export function matchLimit(match: LimitMatch, { netns }: HookContext): boolean {
  const { now } = netns.kernel;
  match.credit = Math.min(match.credit + now - match.updated, match.interval * match.burst);
  match.updated = now;
  if (match.credit < match.interval) return false;
  match.credit -= match.interval;
  return true;
}
