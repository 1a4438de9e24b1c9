import type { GetoptOption } from '../../getopt.ts';

/** `-m statistic`: some packets, by chance or by count. */
export const STATISTIC: readonly GetoptOption[] = [
  { name: '--mode', values: ['text'], doc: 'random or nth', required: true, words: ['random', 'nth'] },
  {
    name: '--probability',
    values: ['number'],
    doc: 'Chance of a match in mode random, 0 to 1',
    invertible: true,
    excludes: ['--every', '--packet'],
  },
  {
    name: '--every',
    values: ['number'],
    doc: 'One packet of so many, in mode nth',
    invertible: true,
    excludes: ['--probability'],
    also: '--packet',
  },
  {
    name: '--packet',
    values: ['number'],
    doc: 'Which one of them, from 0',
    excludes: ['--probability'],
    also: '--every',
  },
];
