import type { GetoptOption } from '../../getopt.ts';

/** `-j HL`: the hop limit. */
export const HL_TARGET: readonly GetoptOption[] = [
  { name: '--hl-set', values: ['number'], doc: 'Sets it', excludes: ['--hl-dec', '--hl-inc'] },
  { name: '--hl-dec', values: ['number'], doc: 'Lowers it', excludes: ['--hl-set', '--hl-inc'] },
  { name: '--hl-inc', values: ['number'], doc: 'Raises it', excludes: ['--hl-set', '--hl-dec'] },
];
