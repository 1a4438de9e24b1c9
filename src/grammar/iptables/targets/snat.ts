import type { GetoptOption } from '../../getopt.ts';

/** `-j SNAT`: another source. */
export const SNAT: readonly GetoptOption[] = [
  { name: '--to-source', values: ['address'], doc: 'New source: ADDRESS[-ADDRESS][:PORT[-PORT]]', required: true },
  { name: '--random', doc: 'Choose the port by chance' },
  { name: '--random-fully', doc: 'Choose the port by chance, unpredictably' },
  { name: '--persistent', doc: 'The same client always gets the same address' },
];
