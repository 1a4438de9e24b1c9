import { TTL_TARGET } from '../../../grammar/iptables/targets/ttl.ts';
import type { TtlTarget } from '../../../kernel/netfilter/targets/ttl.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

const MODES = { '--ttl-set': 'set', '--ttl-dec': 'dec', '--ttl-inc': 'inc' } as const;
const WORDS = { set: 'set to', dec: 'decrement by', inc: 'increment by' } as const;

/** libipt_TTL. */
export const TTL_EXTENSION: Extension<TtlTarget> = {
  label: 'TTL',
  options: TTL_TARGET,
  begin() {
    let target: TtlTarget | undefined;
    return {
      option({ name, value, index }) {
        const mode = MODES[name as keyof typeof MODES];
        const number = parseUnsigned(value, 255);
        if (number === undefined) complain(`TTL: bad value for option "${name}", or out of range (0-255).\n`, index);
        if (mode !== 'set' && number === 0) complain('TTL: increasing/decreasing by 0?', index);
        target = { kind: 'TTL', mode, value: number };
      },
      finish: () => target ?? complain('TTL: You must specify an action'),
    };
  },
  save: ({ mode, value }) => `--ttl-${mode} ${value}`,
  print: ({ mode, value }) => `TTL ${WORDS[mode]} ${value}`,
};
