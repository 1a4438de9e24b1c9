import { DSCP_TARGET } from '../../../grammar/iptables/targets/dscp.ts';
import { TOS_TARGET } from '../../../grammar/iptables/targets/tos.ts';
import type { TosTarget } from '../../../kernel/netfilter/targets/tos.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { hexByte, parseUnsigned } from '../number.ts';
import { formatDscp, NAMED_TOS_MASK, parseDscpClass, parseTos, tosName } from '../tos-value.ts';

function operation({ name, value, index }: Given): Pick<TosTarget, 'value' | 'mask'> {
  if (name === '--set-tos') return parseTos(value, index);
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
  save: ({ value, mask }) => `--set-tos ${hexByte(value)}/${hexByte(mask)}`,
  print({ value, mask }, numeric) {
    const name = numeric || mask !== NAMED_TOS_MASK ? undefined : tosName(value);
    // The two forms have their spaces in different places.
    if (name !== undefined) return ` TOS set${name}`;
    if (!numeric && value === 0) return `TOS and ${hexByte(~mask & 255)}`;
    if (!numeric && value === mask) return `TOS or ${hexByte(value)}`;
    if (!numeric && mask === 0) return `TOS xor ${hexByte(value)}`;
    return `TOS set ${hexByte(value)}/${hexByte(mask)}`;
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
