import type { GetoptOption } from '../../getopt.ts';

/** `-m mark`: the firewall mark of the packet. */
export const MARK_MATCH: readonly GetoptOption[] = [
  {
    name: '--mark',
    values: ['mark'],
    doc: 'Mark of the packet, with an optional mask',
    invertible: true,
    required: true,
  },
];
