import { TTL_TARGET } from '../../../grammar/iptables/targets/ttl.ts';
import type { TtlTarget } from '../../../kernel/netfilter/targets/ttl.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseNumber } from '../option-value.ts';

const MODES = { '--ttl-set': 'set', '--ttl-dec': 'dec', '--ttl-inc': 'inc' } as const;
const WORDS = { set: 'set to', dec: 'decrement by', inc: 'increment by' } as const;

/** libipt_TTL. */
export const TTL_EXTENSION: Extension<TtlTarget> = {
  label: 'TTL',
  options: TTL_TARGET,
  begin() {
    let target: TtlTarget | undefined;
    return {
      option(given) {
        const mode = MODES[given.name as keyof typeof MODES];
        target = { kind: 'TTL', mode, value: parseNumber('TTL', given, 255, mode === 'set' ? 0 : 1) };
      },
      finish: () => target ?? complain('TTL: You must specify an action'),
    };
  },
  save: ({ mode, value }) => `--ttl-${mode} ${value}`,
  print: ({ mode, value }) => `TTL ${WORDS[mode]} ${value}`,
};
