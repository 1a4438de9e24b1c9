import { HL_MATCH } from '../../../grammar/iptables/matches/hl.ts';
import type { HlMatch } from '../../../kernel/netfilter/matches/ipv6.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseNumber } from '../option-value.ts';

const SAVED = { equal: '--hl-eq', 'not-equal': '! --hl-eq', less: '--hl-lt', greater: '--hl-gt' } as const;
const PRINTED = { equal: '==', 'not-equal': '!=', less: '<', greater: '>' } as const;

/** libip6t_hl. */
export const HL_EXTENSION: Extension<HlMatch> = {
  label: 'hl',
  options: HL_MATCH,
  begin() {
    let match: HlMatch | undefined;
    return {
      option(given) {
        const equal = given.invert ? 'not-equal' : 'equal';
        const test = given.name === '--hl-eq' ? equal : given.name === '--hl-lt' ? 'less' : 'greater';
        match = { kind: 'hl', test, hopLimit: parseNumber('hl', given, 255) };
      },
      finish: () => match ?? complain("HL match: You must specify one of `--hl-eq', `--hl-lt', `--hl-gt'"),
    };
  },
  save: ({ test, hopLimit }) => `${SAVED[test]} ${hopLimit}`,
  print: ({ test, hopLimit }) => `HL match HL ${PRINTED[test]} ${hopLimit}`,
};
