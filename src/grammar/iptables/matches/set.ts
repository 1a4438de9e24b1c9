import type { GetoptOption } from '../../getopt.ts';

/** `-m set`: the packet is in a set of ipset(8). */
export const SET_MATCH: readonly GetoptOption[] = [
  {
    name: '--match-set',
    aliases: ['--set'],
    values: ['ipset'],
    doc: 'Name of a set, then src or dst for each part of its elements: `--match-set web src,dst`',
    invertible: true,
    required: true,
  },
  { name: '--return-nomatch', doc: 'Matches the exceptions of the set (nomatch), and nothing else' },
  { name: '--update-counters', doc: "Counts in the member; with ! it doesn't", invertible: true },
  { name: '--update-subcounters', doc: "Counts in the sets of a list; with ! it doesn't", invertible: true },
  { name: '--packets-eq', values: ['number'], doc: 'The member has counted so many packets', invertible: true },
  { name: '--packets-lt', values: ['number'], doc: 'The member has counted fewer packets' },
  { name: '--packets-gt', values: ['number'], doc: 'The member has counted more packets' },
  { name: '--bytes-eq', values: ['number'], doc: 'The member has counted so many bytes', invertible: true },
  { name: '--bytes-lt', values: ['number'], doc: 'The member has counted fewer bytes' },
  { name: '--bytes-gt', values: ['number'], doc: 'The member has counted more bytes' },
];
