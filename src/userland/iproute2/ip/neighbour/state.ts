import { abbreviates } from '../../../../grammar/keyword.ts';
import type { NudState } from '../../../../kernel/neigh/requests.ts';
import { parseUnsigned } from '../../number.ts';

/** NUD_* as bits. */
export const NUD_BITS: Readonly<Record<NudState, number>> = {
  NONE: 0x00,
  INCOMPLETE: 0x01,
  REACHABLE: 0x02,
  STALE: 0x04,
  DELAY: 0x08,
  PROBE: 0x10,
  FAILED: 0x20,
  NOARP: 0x40,
  PERMANENT: 0x80,
};

/** The bit of a state by its word, abbreviated where iproute2 takes that, or by its number. */
export function parseNudState(word: string): number | undefined {
  if (abbreviates(word, 'permanent')) return NUD_BITS.PERMANENT;
  if (abbreviates(word, 'reachable')) return NUD_BITS.REACHABLE;
  if (abbreviates(word, 'failed')) return NUD_BITS.FAILED;
  const known = (['NOARP', 'NONE', 'STALE', 'INCOMPLETE', 'DELAY', 'PROBE'] as const).find(
    (state) => state.toLowerCase() === word,
  );
  if (known !== undefined) return NUD_BITS[known];
  const bit = parseUnsigned(word, 0xff);
  return bit === undefined || (bit & (bit - 1)) !== 0 ? undefined : bit;
}

/** The state of a bit. */
export function nudStateOf(bit: number): NudState {
  return (Object.keys(NUD_BITS) as NudState[]).find((state) => NUD_BITS[state] === bit) ?? 'NONE';
}
