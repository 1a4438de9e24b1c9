import type { GetoptOption } from '../../getopt.ts';

/** `-m limit`: only so many packets in a time. */
export const LIMIT: readonly GetoptOption[] = [
  { name: '--limit', values: ['text'], doc: 'Average rate: `5/second`, `3/minute`, `10/hour`, `1/day`' },
  { name: '--limit-burst', values: ['number'], doc: 'Packets that pass before the rate counts' },
];
