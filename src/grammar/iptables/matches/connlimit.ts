import type { GetoptOption } from '../../getopt.ts';

/** `-m connlimit`: how many connections an address has. */
export const CONNLIMIT: readonly GetoptOption[] = [
  {
    name: '--connlimit-upto',
    values: ['number'],
    doc: 'Matches up to so many connections',
    invertible: true,
    excludes: ['--connlimit-above'],
  },
  {
    name: '--connlimit-above',
    values: ['number'],
    doc: 'Matches above so many connections',
    invertible: true,
    excludes: ['--connlimit-upto'],
  },
  { name: '--connlimit-mask', values: ['number'], doc: 'Length of the prefix that addresses are grouped by' },
  { name: '--connlimit-saddr', doc: 'Counts by source, as without saying', excludes: ['--connlimit-daddr'] },
  { name: '--connlimit-daddr', doc: 'Counts by destination', excludes: ['--connlimit-saddr'] },
];
