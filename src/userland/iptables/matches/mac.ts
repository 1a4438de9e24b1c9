import { MAC } from '../../../grammar/iptables/matches/mac.ts';
import type { MacMatch } from '../../../kernel/netfilter/matches/mac.ts';
import { formatMac, parseMac } from '../../../net/mac.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';

/** libxt_mac. */
export const MAC_EXTENSION: Extension<MacMatch> = {
  label: 'mac',
  options: MAC,
  begin() {
    let match: MacMatch | undefined;
    return {
      option({ value, invert, index }) {
        const mac = parseMac(value);
        match = mac === null ? complain('Invalid MAC address specified.', index) : { kind: 'mac', mac, invert };
      },
      finish: () => match!,
    };
  },
  save: ({ mac, invert }) => negated(invert, `--mac-source ${formatMac(mac)}`),
  print: ({ mac, invert }) => `MAC ${negated(invert, formatMac(mac))}`,
};
