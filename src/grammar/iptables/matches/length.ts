import type { GetoptOption } from '../../getopt.ts';

/** `-m length`: the size of the packet. */
export const LENGTH: readonly GetoptOption[] = [
  {
    name: '--length',
    values: ['number'],
    doc: 'Bytes with the IP header, or a range',
    invertible: true,
    required: true,
  },
];
