import { MARK_TARGET } from '../../../grammar/iptables/targets/mark.ts';
import type { MarkTarget } from '../../../kernel/netfilter/targets/mark.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import type { MarkValue } from '../mark-value.ts';
import { hex } from '../number.ts';
import { parseMarkMask, parseNumber } from '../option-value.ts';

const ALL = 0xffffffff;

/** What an option means for mark = (mark AND NOT mask) XOR value; undefined for another option. */
export function markOperation(label: string, given: Given): MarkValue | undefined {
  if (!/^--(set-x?|and-|or-|xor-)mark$/.test(given.name)) return undefined;
  if (given.name === '--set-xmark') return parseMarkMask(label, given);
  if (given.name === '--set-mark') {
    const { value, mask } = parseMarkMask(label, given);
    return { value, mask: (value | mask) >>> 0 };
  }
  const value = parseNumber(label, given);
  switch (given.name) {
    case '--and-mark':
      return { value: 0, mask: ~value >>> 0 };
    case '--or-mark':
      return { value, mask: value };
    default:
      return { value, mask: 0 };
  }
}

/** The operation as `-L` names it. */
export function printOperation({ value, mask }: MarkValue): string {
  if (value === 0) return `and ${hex(~mask >>> 0)}`;
  if (value === mask) return `or ${hex(value)}`;
  if (mask === 0) return `xor ${hex(value)}`;
  return mask === ALL ? `set ${hex(value)}` : `xset ${hex(value)}/${hex(mask)}`;
}

/** libxt_MARK. */
export const MARK_EXTENSION: Extension<MarkTarget> = {
  label: 'MARK',
  options: MARK_TARGET,
  begin() {
    let operation: MarkValue | undefined;
    return {
      option(given) {
        operation = markOperation('MARK', given);
      },
      finish() {
        if (operation === undefined) {
          complain('MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required');
        }
        return { kind: 'MARK', ...operation };
      },
    };
  },
  save: ({ value, mask }) => `--set-xmark ${hex(value)}/${hex(mask)}`,
  print: (target) => `MARK ${printOperation(target)}`,
};
