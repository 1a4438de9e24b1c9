import type { GetoptOption } from '../../getopt.ts';

/** `-m ttl`: the time to live. */
export const TTL_MATCH: readonly GetoptOption[] = [
  { name: '--ttl-lt', values: ['number'], doc: 'Less than', excludes: ['--ttl-gt', '--ttl-eq'] },
  { name: '--ttl-gt', values: ['number'], doc: 'Greater than', excludes: ['--ttl-lt', '--ttl-eq'] },
  {
    name: '--ttl-eq',
    aliases: ['--ttl'],
    values: ['number'],
    doc: 'Equal to',
    invertible: true,
    excludes: ['--ttl-lt', '--ttl-gt'],
  },
];
