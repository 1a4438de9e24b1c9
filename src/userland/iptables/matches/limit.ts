import { LIMIT } from '../../../grammar/iptables/matches/limit.ts';
import type { LimitMatch } from '../../../kernel/netfilter/matches/limit.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseNumber } from '../option-value.ts';
import { formatRate, parseRate } from '../rate.ts';

/** Parts of a second in which rates are kept (XT_LIMIT_SCALE), and the microseconds of one. */
const SCALE = 10_000;
const PART = 100;

const DEFAULT_BURST = 5;
/** 3/hour. */
const DEFAULT_RATE = 1200 * SCALE;

function format({ interval }: LimitMatch): string {
  return formatRate(interval / PART, SCALE).text;
}

/** libxt_limit. */
export const LIMIT_EXTENSION: Extension<LimitMatch> = {
  label: 'limit',
  options: LIMIT,
  begin() {
    let rate = DEFAULT_RATE;
    let burst = DEFAULT_BURST;
    return {
      option(given) {
        const { name, value, index } = given;
        if (name === '--limit')
          rate = (parseRate(value, SCALE, index, true) ?? complain(`bad rate "${value}"'`, index)).interval;
        else burst = parseNumber('limit', given, 10_000);
      },
      finish() {
        const interval = rate * PART;
        const kept = burst || DEFAULT_BURST;
        const match: LimitMatch = { kind: 'limit', interval, burst: kept, credit: interval * kept, updated: 0 };
        return kept === burst ? match : { ...match, altered: true };
      },
    };
  },
  save: (match) => `--limit ${format(match)}${match.burst === DEFAULT_BURST ? '' : ` --limit-burst ${match.burst}`}`,
  print: (match) => `limit: avg ${format(match)} burst ${match.burst}`,
};
