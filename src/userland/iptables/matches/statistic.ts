import { STATISTIC } from '../../../grammar/iptables/matches/statistic.ts';
import type { StatisticMatch } from '../../../kernel/netfilter/matches/statistic.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

/** The whole of which a probability is a part. */
const ONE = 0x80000000;

interface Read {
  mode?: 'random' | 'nth';
  invert: boolean;
  probability?: number;
  every?: number;
  packet?: number;
}

function read(state: Read, { name, value, invert, index }: Given): void {
  switch (name) {
    case '--mode':
      if (value !== 'random' && value !== 'nth') complain(`Bad mode "${value}"`, index);
      state.mode = value;
      return;
    case '--probability': {
      const probability = Number(value);
      if (!(probability >= 0 && probability <= 1)) {
        complain('statistic: bad value for option "--probability", or out of range (0-1).\n', index);
      }
      state.probability = Math.round(ONE * probability);
      break;
    }
    default: {
      const number = parseUnsigned(value, 0xffffffff, name === '--every' ? 1 : 0);
      if (number === undefined) complain(`statistic: bad value for option "${name}", or out of range.\n`, index);
      if (name === '--every') state.every = number;
      else state.packet = number;
    }
  }
  state.invert ||= invert;
}

function finish({ mode, invert, probability, every, packet = 0 }: Read): StatisticMatch {
  if (mode === 'random' && probability === undefined) {
    complain('--probability must be specified when using random mode');
  }
  if (mode === 'nth' && every === undefined) complain('--every must be specified when using nth mode');
  if (mode === 'random') return { kind: 'statistic', invert, probability: probability!, count: 0 };
  if (packet >= every!) complain('the --packet p must be 0 <= p <= n-1');
  return { kind: 'statistic', invert, every: every!, packet, count: every! - 1 - packet };
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
