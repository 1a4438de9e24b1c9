import { TCPMSS } from '../../../grammar/iptables/targets/tcpmss.ts';
import type { TcpmssTarget } from '../../../kernel/netfilter/targets/tcpmss.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

/** The largest size that is taken: a packet less the header of its family. */
const MAX_MSS = { 4: 65535 - 20, 6: 65535 - 40 } as const;

/** libxt_TCPMSS. */
export const TCPMSS_EXTENSION: Extension<TcpmssTarget> = {
  label: 'TCPMSS',
  options: TCPMSS,
  begin(family) {
    const max = MAX_MSS[family];
    let target: TcpmssTarget | undefined;
    return {
      option({ name, value, index }) {
        const mss = name === '--set-mss' ? parseUnsigned(value, max) : 'pmtu';
        const message = `TCPMSS: bad value for option "--set-mss", or out of range (0-${max}).\n`;
        target = { kind: 'TCPMSS', mss: mss ?? complain(message, index) };
      },
      finish: () => target ?? complain('TCPMSS target: At least one parameter is required'),
    };
  },
  save: ({ mss }) => (mss === 'pmtu' ? '--clamp-mss-to-pmtu' : `--set-mss ${mss}`),
  print: ({ mss }) => (mss === 'pmtu' ? 'TCPMSS clamp to PMTU' : `TCPMSS set ${mss}`),
};
