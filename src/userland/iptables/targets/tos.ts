import { DSCP_TARGET } from '../../../grammar/iptables/targets/dscp.ts';
import { TOS_TARGET } from '../../../grammar/iptables/targets/tos.ts';
import type { TosTarget } from '../../../kernel/netfilter/targets/tos.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { hex, parseUnsigned } from '../number.ts';
import { formatDscp, NAMED_TOS_MASK, parseDscpClass, parseTos, tosName } from '../tos-value.ts';

function operation({ name, value, index }: Given): Pick<TosTarget, 'value' | 'mask'> {
  if (name === '--set-tos') return parseTos(value, (bad) => `TOS: Bad value for "--set-tos" option: "${bad}"`, index);
  const number = parseUnsigned(value, 255);
  if (number === undefined) complain(`TOS: bad value for option "${name}", or out of range (0-255).\n`, index);
  if (name === '--and-tos') return { value: 0, mask: ~number & 255 };
  return name === '--or-tos' ? { value: number, mask: number } : { value: number, mask: 0 };
}

/** libxt_TOS. */
export const TOS_EXTENSION: Extension<TosTarget> = {
  label: 'TOS',
  options: TOS_TARGET,
  begin() {
    let target: TosTarget | undefined;
    return {
      option(given) {
        target = { kind: 'TOS', ...operation(given) };
      },
      finish: () => target ?? complain('TOS: An action is required'),
    };
  },
  save: ({ value, mask }) => `--set-tos 0x${value.toString(16).padStart(2, '0')}/${hex(mask)}`,
  print({ value, mask }, numeric) {
    const name = numeric || mask !== NAMED_TOS_MASK ? undefined : tosName(value);
    // The two forms have their spaces in different places.
    if (name !== undefined) return ` TOS set${name}`;
    if (value === 0) return `TOS and 0x${(~mask & 255).toString(16).padStart(2, '0')}`;
    if (value === mask) return `TOS or 0x${value.toString(16).padStart(2, '0')}`;
    if (mask === 0) return `TOS xor 0x${value.toString(16).padStart(2, '0')}`;
    return `TOS set 0x${value.toString(16).padStart(2, '0')}/${hex(mask)}`;
  },
};

/** libxt_DSCP. */
export const DSCP_EXTENSION: Extension<TosTarget> = {
  label: 'DSCP',
  options: DSCP_TARGET,
  begin() {
    let target: TosTarget | undefined;
    return {
      option({ name, value, index }) {
        const code = name === '--set-dscp' ? parseUnsigned(value, 63) : parseDscpClass(value, index);
        if (code === undefined) complain('DSCP: bad value for option "--set-dscp", or out of range (0-63).\n', index);
        target = { kind: 'DSCP', value: code << 2, mask: 0xfc };
      },
      finish: () => target ?? complain('DSCP target: Parameter --set-dscp is required'),
    };
  },
  save: ({ value }) => `--set-dscp ${formatDscp(value)}`,
  print: ({ value }) => `DSCP set ${formatDscp(value)}`,
};
