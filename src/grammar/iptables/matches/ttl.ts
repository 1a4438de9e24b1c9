import type { GetoptOption } from '../../getopt.ts';

/** `-m ttl`: the time to live. */
export const TTL_MATCH: readonly GetoptOption[] = [
  { name: '--ttl-eq', aliases: ['--ttl'], values: ['number'], doc: 'Equal to', invertible: true },
  { name: '--ttl-lt', values: ['number'], doc: 'Less than' },
  { name: '--ttl-gt', values: ['number'], doc: 'Greater than' },
];
