/** A mark with its mask. */
export interface MarkValue {
  readonly value: number;
  readonly mask: number;
}

/** `0x1`, or with a mask `0x1/0xff`. */
export function formatMark({ value, mask }: MarkValue): string {
  return mask === 0xffffffff ? `0x${value.toString(16)}` : `0x${value.toString(16)}/0x${mask.toString(16)}`;
}
