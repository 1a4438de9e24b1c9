import { DSCP_MATCH } from '../../../grammar/iptables/matches/dscp.ts';
import { TOS_MATCH } from '../../../grammar/iptables/matches/tos.ts';
import type { TosMatch } from '../../../kernel/netfilter/matches/tos.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { hexByte, parseUnsigned } from '../number.ts';
import { formatDscp, NAMED_TOS_MASK, parseDscpClass, parseTos, tosName } from '../tos-value.ts';

function text({ value, mask }: TosMatch): string {
  return `${hexByte(value)}/${hexByte(mask)}`;
}

/** libxt_tos. */
export const TOS_EXTENSION: Extension<TosMatch> = {
  label: 'tos',
  options: TOS_MATCH,
  begin() {
    let match: TosMatch = { kind: 'tos', value: 0, mask: 0, invert: false };
    return {
      option({ value, invert, index }) {
        match = { kind: 'tos', ...parseTos(value, index), invert };
      },
      finish: () => match,
    };
  },
  save: (match) => negated(match.invert, `--tos ${text(match)}`),
  print(match, numeric) {
    const name = numeric || match.mask !== NAMED_TOS_MASK ? undefined : tosName(match.value);
    const not = match.invert ? '!' : '';
    return name === undefined ? `tos match${not}${text(match)}` : `tos match${not} ${name}`;
  },
};

/** libxt_dscp. */
export const DSCP_EXTENSION: Extension<TosMatch> = {
  label: 'dscp',
  options: DSCP_MATCH,
  begin() {
    let match: TosMatch | undefined;
    return {
      option({ name, value, invert, index }) {
        const code = name === '--dscp' ? parseUnsigned(value, 63) : parseDscpClass(value, index);
        if (code === undefined) complain('dscp: bad value for option "--dscp", or out of range (0-63).\n', index);
        match = { kind: 'dscp', value: code << 2, mask: 0xfc, invert };
      },
      finish: () => match ?? complain('DSCP match: Parameter --dscp is required'),
    };
  },
  save: ({ value, invert }) => negated(invert, `--dscp ${formatDscp(value)}`),
  print: ({ value, invert }) => `DSCP match ${invert ? '!' : ''}${formatDscp(value)}`,
};
