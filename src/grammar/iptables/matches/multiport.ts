import type { GetoptOption } from '../../getopt.ts';

/** `-m multiport`: a list of ports. */
export const MULTIPORT: readonly GetoptOption[] = [
  {
    name: '--source-ports',
    aliases: ['--sports'],
    values: ['port'],
    doc: 'Source port is one of a list, ranges as `a:b`',
    invertible: true,
    excludes: ['--destination-ports', '--ports'],
  },
  {
    name: '--destination-ports',
    aliases: ['--dports'],
    values: ['port'],
    doc: 'Destination port is one of a list, ranges as `a:b`',
    invertible: true,
    excludes: ['--source-ports', '--ports'],
  },
  {
    name: '--ports',
    values: ['port'],
    doc: 'Source or destination port is one of a list',
    invertible: true,
    excludes: ['--source-ports', '--destination-ports'],
  },
];
