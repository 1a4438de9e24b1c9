import type { GetoptOption } from '../../getopt.ts';

/** `-j DSCP`: sets the code point. */
export const DSCP_TARGET: readonly GetoptOption[] = [
  { name: '--set-dscp', values: ['number'], doc: 'Code point, 0 to 63', excludes: ['--set-dscp-class'] },
  {
    name: '--set-dscp-class',
    values: ['text'],
    doc: 'Code point by class: BE, EF, AF11, CS1 …',
    excludes: ['--set-dscp'],
  },
];
