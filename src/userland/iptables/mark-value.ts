import { complain } from './complaint.ts';
import type { Given } from './extension.ts';
import { parseUnsigned } from './number.ts';

/** A mark with its mask. */
export interface MarkValue {
  readonly value: number;
  readonly mask: number;
}

/** `VALUE[/MASK]` (XTTYPE_MARKMASK32). */
export function parseMark(label: string, { name, value, index }: Given): MarkValue {
  const [first, second] = value.split('/');
  const parsed = parseUnsigned(first!, 0xffffffff);
  const mask = second === undefined ? 0xffffffff : parseUnsigned(second, 0xffffffff);
  if (parsed === undefined || mask === undefined) {
    complain(`${label}: bad integer value for option "${name}", or out of range.\n`, index);
  }
  return { value: parsed, mask };
}

/** `0x1`, or with a mask `0x1/0xff`. */
export function formatMark({ value, mask }: MarkValue): string {
  return mask === 0xffffffff ? `0x${value.toString(16)}` : `0x${value.toString(16)}/0x${mask.toString(16)}`;
}
