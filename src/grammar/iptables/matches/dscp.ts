import type { GetoptOption } from '../../getopt.ts';

/** `-m dscp`: the differentiated services code point. */
export const DSCP_MATCH: readonly GetoptOption[] = [
  { name: '--dscp', values: ['number'], doc: 'Code point, 0 to 63', invertible: true, excludes: ['--dscp-class'] },
  {
    name: '--dscp-class',
    values: ['text'],
    doc: 'Code point by class: BE, EF, AF11, CS1 …',
    invertible: true,
    excludes: ['--dscp'],
  },
];
