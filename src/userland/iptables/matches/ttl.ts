import { TTL_MATCH } from '../../../grammar/iptables/matches/ttl.ts';
import type { TtlMatch } from '../../../kernel/netfilter/matches/ttl.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

const SAVED = { equal: '--ttl-eq', 'not-equal': '! --ttl-eq', less: '--ttl-lt', greater: '--ttl-gt' } as const;
const PRINTED = { equal: '==', 'not-equal': '!=', less: '<', greater: '>' } as const;

/** libipt_ttl. */
export const TTL_EXTENSION: Extension<TtlMatch> = {
  label: 'ttl',
  options: TTL_MATCH,
  begin() {
    let match: TtlMatch | undefined;
    return {
      option({ name, value, invert, index }) {
        const ttl = parseUnsigned(value, 255);
        if (ttl === undefined) complain(`ttl: bad value for option "${name}", or out of range (0-255).\n`, index);
        const equal = invert ? 'not-equal' : 'equal';
        match = { kind: 'ttl', test: name === '--ttl-eq' ? equal : name === '--ttl-lt' ? 'less' : 'greater', ttl };
      },
      finish: () => match ?? complain("TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt"),
    };
  },
  save: ({ test, ttl }) => `${SAVED[test]} ${ttl}`,
  print: ({ test, ttl }) => `TTL match TTL ${PRINTED[test]} ${ttl}`,
};
