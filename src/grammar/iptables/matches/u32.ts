import type { GetoptOption } from '../../getopt.ts';

/** `-m u32`: words of the packet, shifted and masked. */
export const U32: readonly GetoptOption[] = [
  {
    name: '--u32',
    values: ['text'],
    doc: 'Tests as `6&0xFF=1`: the word at byte 6, masked, is 1; `&&` between tests, `@` goes on from a header',
    invertible: true,
    required: true,
  },
];
