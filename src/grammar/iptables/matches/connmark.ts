import type { GetoptOption } from '../../getopt.ts';

/** `-m connmark`: the mark of the connection. */
export const CONNMARK_MATCH: readonly GetoptOption[] = [
  {
    name: '--mark',
    values: ['mark'],
    doc: 'Mark of the connection, with an optional mask',
    invertible: true,
    required: true,
  },
];
