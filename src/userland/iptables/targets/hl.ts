import { HL_TARGET } from '../../../grammar/iptables/targets/hl.ts';
import type { TtlTarget } from '../../../kernel/netfilter/targets/ttl.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseNumber } from '../option-value.ts';

const MODES = { '--hl-set': 'set', '--hl-dec': 'dec', '--hl-inc': 'inc' } as const;
const WORDS = { set: 'set to', dec: 'decrement by', inc: 'increment by' } as const;

/** libip6t_HL. */
export const HL_TARGET_EXTENSION: Extension<TtlTarget> = {
  label: 'HL',
  options: HL_TARGET,
  begin() {
    let target: TtlTarget | undefined;
    return {
      option(given) {
        const mode = MODES[given.name as keyof typeof MODES];
        target = { kind: 'HL', mode, value: parseNumber('HL', given, 255, mode === 'set' ? 0 : 1) };
      },
      finish: () => target ?? complain('HL: You must specify an action'),
    };
  },
  save: ({ mode, value }) => `--hl-${mode} ${value}`,
  print: ({ mode, value }) => `HL ${WORDS[mode]} ${value}`,
};
