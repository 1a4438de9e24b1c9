import { LENGTH } from '../../../grammar/iptables/matches/length.ts';
import type { LengthMatch } from '../../../kernel/netfilter/matches/length.ts';
import { type Extension, negated } from '../extension.ts';
import { parseNumberRange } from '../option-value.ts';

function format({ min, max }: LengthMatch): string {
  return min === max ? `${min}` : `${min}:${max}`;
}

/** libxt_length. */
export const LENGTH_EXTENSION: Extension<LengthMatch> = {
  label: 'length',
  options: LENGTH,
  begin() {
    let match: LengthMatch = { kind: 'length', min: 0, max: 0, invert: false };
    return {
      option(given) {
        match = { kind: 'length', ...parseNumberRange('length', given, 65535), invert: given.invert };
      },
      finish: () => match,
    };
  },
  save: (match) => negated(match.invert, `--length ${format(match)}`),
  print: (match) => `length ${match.invert ? '!' : ''}${format(match)}`,
};
