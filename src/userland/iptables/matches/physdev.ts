import { PHYSDEV } from '../../../grammar/iptables/matches/physdev.ts';
import type { PhysdevMatch } from '../../../kernel/netfilter/matches/physdev.ts';
import { complain } from '../complaint.ts';
import { formatDevice, parseDevice, warnOfDevice } from '../device.ts';
import { type Extension, negated } from '../extension.ts';

const FLAGS = {
  '--physdev-is-in': 'isIn',
  '--physdev-is-out': 'isOut',
  '--physdev-is-bridged': 'isBridged',
} as const;

function write(match: PhysdevMatch): string {
  const parts: string[] = [];
  const { in: port, out, isIn, isOut, isBridged } = match;
  if (isIn !== undefined) parts.push(negated(!isIn, '--physdev-is-in'));
  if (port !== undefined) parts.push(negated(port.invert, `--physdev-in ${formatDevice(port)}`));
  if (isOut !== undefined) parts.push(negated(!isOut, '--physdev-is-out'));
  if (out !== undefined) parts.push(negated(out.invert, `--physdev-out ${formatDevice(out)}`));
  if (isBridged !== undefined) parts.push(negated(!isBridged, '--physdev-is-bridged'));
  return parts.join(' ');
}

/** libxt_physdev. */
export const PHYSDEV_EXTENSION: Extension<PhysdevMatch> = {
  label: 'physdev',
  options: PHYSDEV,
  begin() {
    let match: PhysdevMatch = { kind: 'physdev' };
    return {
      option({ name, value, invert, index, warn }) {
        warnOfDevice(value, warn);
        if (name === '--physdev-in') match = { ...match, in: parseDevice(value, invert, index) };
        else if (name === '--physdev-out') match = { ...match, out: parseDevice(value, invert, index) };
        else match = { ...match, [FLAGS[name as keyof typeof FLAGS]]: !invert };
      },
      finish: () => (Object.keys(match).length > 1 ? match : complain('PHYSDEV: no physdev option specified')),
    };
  },
  save: write,
  print: (match) => `PHYSDEV match ${write(match)}`,
};
