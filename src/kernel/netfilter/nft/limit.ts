import type { Rate } from './statement.ts';

/** The level of a token bucket, in microseconds, and when it was so. */
export interface LimitState {
  tokens: number;
  updated: number;
}

const SECONDS: Readonly<Record<Rate['unit'], number>> = { second: 1, minute: 60, hour: 3600, day: 86400, week: 604800 };

/** Tokens of a full bucket (nft_limit_init): the burst's packets, or a unit's bytes and the burst's. */
function fullBucket({ rate, unit, burst, bytes }: Rate): number {
  const time = SECONDS[unit] * 1e6;
  return bytes ? (time * (rate + burst)) / rate : (time / rate) * burst;
}

/** A limit's beginning: a full bucket. */
export function newLimit(rate: Rate, now: number): LimitState {
  return { tokens: fullBucket(rate), updated: now };
}

/** Whether a packet passes a limit (nft_limit_eval): it does while there are tokens; above the rate where it says `over`. */
export function passesLimit(rate: Rate, state: LimitState, now: number, length: number): boolean {
  const time = (SECONDS[rate.unit] * 1e6) / rate.rate;
  const cost = rate.bytes ? time * length : time;
  state.tokens = Math.min(state.tokens + now - state.updated, fullBucket(rate));
  state.updated = now;
  if (state.tokens < cost) return rate.over;
  state.tokens -= cost;
  return !rate.over;
}
