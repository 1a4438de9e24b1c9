import type { GetoptOption } from '../../getopt.ts';

/** `-m hl`: the hop limit. */
export const HL_MATCH: readonly GetoptOption[] = [
  { name: '--hl-lt', values: ['number'], doc: 'Less than', excludes: ['--hl-gt', '--hl-eq'] },
  { name: '--hl-gt', values: ['number'], doc: 'Greater than', excludes: ['--hl-lt', '--hl-eq'] },
  {
    name: '--hl-eq',
    aliases: ['--hl'],
    values: ['number'],
    doc: 'Equal to',
    invertible: true,
    excludes: ['--hl-lt', '--hl-gt'],
  },
];
