import { STATISTIC } from '../../../grammar/iptables/matches/statistic.ts';
import type { StatisticMatch } from '../../../kernel/netfilter/matches/statistic.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseDouble } from '../number.ts';
import { parseNumber } from '../option-value.ts';

/** The whole of which a probability is a part. */
const ONE = 0x80000000;

interface Read {
  mode?: 'random' | 'nth';
  invert: boolean;
  probability?: number;
  every?: number;
  packet?: number;
}

function read(state: Read, given: Given): void {
  const { name, value, invert, index } = given;
  switch (name) {
    case '--mode':
      if (value !== 'random' && value !== 'nth') complain(`Bad mode "${value}"`, index);
      state.mode = value;
      return;
    case '--probability': {
      const probability = parseDouble(value);
      // What is no number at all (`nan`) is neither too small nor too large, and nothing is left of it.
      if (probability === undefined || probability < 0 || probability > 1) {
        complain('statistic: bad value for option "--probability", or out of range (0-1).\n', index);
      }
      state.probability = Math.round(ONE * (probability || 0));
      break;
    }
    default: {
      const number = parseNumber('statistic', given, undefined, name === '--every' ? 1 : 0);
      if (name === '--every') state.every = number;
      else state.packet = number;
    }
  }
  state.invert ||= invert;
}

function finish({ mode = 'random', invert, probability, every, packet }: Read): StatisticMatch {
  const isLone = every === undefined && packet === undefined;
  if (mode === 'random' && probability === undefined) {
    complain('--probability must be specified when using random mode');
  }
  if (mode === 'random') return { kind: 'statistic', invert, probability: probability!, count: 0 };
  if (isLone) complain('--every and --packet must be specified when using nth mode');
  if (packet !== undefined && packet >= (every ?? 1)) complain('the --packet p must be 0 <= p <= n-1');
  return { kind: 'statistic', invert, every: every ?? 1, packet: packet ?? 0, count: (every ?? 1) - 1 - (packet ?? 0) };
}

function write({ invert, probability, every, packet }: StatisticMatch, dashes: string): string {
  const not = invert ? ' !' : '';
  if (probability !== undefined) {
    return `${dashes}mode random${not} ${dashes}probability ${(probability / ONE).toFixed(11)}`;
  }
  const which = packet === 0 && dashes === '' ? '' : ` ${dashes}packet ${packet}`;
  return `${dashes}mode nth${not} ${dashes}every ${every}${which}`;
}

/** libxt_statistic. */
export const STATISTIC_EXTENSION: Extension<StatisticMatch> = {
  label: 'statistic',
  options: STATISTIC,
  begin() {
    const state: Read = { invert: false };
    return { option: (given) => read(state, given), finish: () => finish(state) };
  },
  save: (match) => write(match, '--'),
  print: (match) => `statistic ${write(match, '')}`,
};
