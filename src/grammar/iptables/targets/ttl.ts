import type { GetoptOption } from '../../getopt.ts';

/** `-j TTL`: the time to live. */
export const TTL_TARGET: readonly GetoptOption[] = [
  { name: '--ttl-set', values: ['number'], doc: 'Sets it', excludes: ['--ttl-dec', '--ttl-inc'] },
  { name: '--ttl-dec', values: ['number'], doc: 'Lowers it', excludes: ['--ttl-set', '--ttl-inc'] },
  { name: '--ttl-inc', values: ['number'], doc: 'Raises it', excludes: ['--ttl-set', '--ttl-dec'] },
];
