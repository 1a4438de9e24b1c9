import type { GetoptOption } from '../../getopt.ts';

/** `-m iprange`: addresses from … to. */
export const IPRANGE: readonly GetoptOption[] = [
  { name: '--src-range', values: ['text'], doc: 'Source lies between two addresses', invertible: true },
  { name: '--dst-range', values: ['text'], doc: 'Destination lies between two addresses', invertible: true },
];
