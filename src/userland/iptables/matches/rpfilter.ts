import { RPFILTER } from '../../../grammar/iptables/matches/rpfilter.ts';
import type { RpfilterMatch } from '../../../kernel/netfilter/matches/rpfilter.ts';
import type { Extension } from '../extension.ts';

const FLAGS = [
  ['loose', 'loose'],
  ['validmark', 'validMark'],
  ['accept-local', 'acceptLocal'],
  ['invert', 'invert'],
] as const;

function words(match: RpfilterMatch, dashes: string): string[] {
  return FLAGS.filter(([, key]) => match[key]).map(([name]) => `${dashes}${name}`);
}

/** libipt_rpfilter. */
export const RPFILTER_EXTENSION: Extension<RpfilterMatch> = {
  label: 'rpfilter',
  options: RPFILTER,
  begin() {
    let match: RpfilterMatch = { kind: 'rpfilter', loose: false, validMark: false, acceptLocal: false, invert: false };
    return {
      option({ name }) {
        match = { ...match, [FLAGS.find(([flag]) => `--${flag}` === name)![1]]: true };
      },
      finish: () => match,
    };
  },
  save: (match) => words(match, '--').join(' '),
  print: (match) => ['rpfilter', ...words(match, '')].join(' '),
};
