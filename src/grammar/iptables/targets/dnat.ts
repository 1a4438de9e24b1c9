import type { GetoptOption } from '../../getopt.ts';

/** `-j DNAT`: another destination. */
export const DNAT: readonly GetoptOption[] = [
  {
    name: '--to-destination',
    values: ['address'],
    doc: 'New destination: ADDRESS[-ADDRESS][:PORT[-PORT]]',
    required: true,
  },
  { name: '--random', doc: 'Choose the port by chance' },
  { name: '--persistent', doc: 'The same client always gets the same address' },
];
