import type { GetoptOption } from '../../getopt.ts';

/** `-m pkttype`: whom the frame is addressed to. */
export const PKTTYPE: readonly GetoptOption[] = [
  {
    name: '--pkt-type',
    values: ['text'],
    doc: 'unicast, broadcast or multicast',
    invertible: true,
    required: true,
    words: ['unicast', 'broadcast', 'multicast'],
  },
];
