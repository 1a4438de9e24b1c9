import { LIMIT } from '../../../grammar/iptables/matches/limit.ts';
import type { LimitMatch } from '../../../kernel/netfilter/matches/limit.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

/** Units with their length in ten-thousandths of a second, in which rates are kept (XT_LIMIT_SCALE). */
const UNITS = [
  ['second', 10_000],
  ['minute', 600_000],
  ['hour', 36_000_000],
  ['day', 864_000_000],
] as const;

/** Names of the units as they are written. */
const RATES = [
  ['day', 864_000_000],
  ['hour', 36_000_000],
  ['min', 600_000],
  ['sec', 10_000],
] as const;

const DEFAULT_BURST = 5;
/** 3/hour. */
const DEFAULT_RATE = 12_000_000;

/** `5/second`, units abbreviated at will (parse_rate): the time between two packets in ten-thousandths of a second. */
function parseRate(text: string, index: number): number {
  const [count, unit] = text.split('/');
  const rate = Math.trunc(Number.parseInt(count!, 10)) || undefined;
  const wanted = unit?.toLowerCase();
  const length = wanted === undefined ? 10_000 : UNITS.find(([name]) => wanted !== '' && name.startsWith(wanted))?.[1];
  if (rate === undefined || length === undefined) complain(`bad rate "${text}"'`, index);
  // The rate is kept as a whole number: above 10,000 a second nothing is left of it, nor of a negative one.
  const each = Math.floor(length / rate);
  if (each <= 0) complain(`Rate too fast "${text}"`, index);
  return each;
}

/** The rate in the largest unit that gives a whole number (print_rate). */
function formatRate(interval: number): string {
  const period = interval / 100;
  let best: (typeof RATES)[number] = RATES[0];
  for (const rate of RATES) {
    if (rate !== best && (period > rate[1] || Math.floor(rate[1] / period) < rate[1] % period)) break;
    best = rate;
  }
  return `${Math.floor(best[1] / period)}/${best[0]}`;
}

/** libxt_limit. */
export const LIMIT_EXTENSION: Extension<LimitMatch> = {
  label: 'limit',
  options: LIMIT,
  begin() {
    let rate = DEFAULT_RATE;
    let burst = DEFAULT_BURST;
    return {
      option({ name, value, index }) {
        if (name === '--limit') rate = parseRate(value, index);
        else {
          burst =
            parseUnsigned(value, 10_000) ??
            complain('limit: bad value for option "--limit-burst", or out of range (0-10000).\n', index);
        }
      },
      finish() {
        // No burst at all counts as none given.
        burst ||= DEFAULT_BURST;
        const interval = rate * 100;
        return { kind: 'limit', interval, burst, credit: interval * burst, updated: 0 };
      },
    };
  },
  save({ interval, burst }) {
    const suffix = burst === DEFAULT_BURST ? '' : ` --limit-burst ${burst}`;
    return `--limit ${formatRate(interval)}${suffix}`;
  },
  print: ({ interval, burst }) => `limit: avg ${formatRate(interval)} burst ${burst}`,
};
