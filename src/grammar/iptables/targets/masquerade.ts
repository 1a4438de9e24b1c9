import type { GetoptOption } from '../../getopt.ts';

/** `-j MASQUERADE`: the address of the outgoing device as source. */
export const MASQUERADE: readonly GetoptOption[] = [
  { name: '--to-ports', values: ['port'], doc: 'Ports to choose from' },
  { name: '--random', doc: 'Choose the port by chance' },
  { name: '--random-fully', doc: 'Choose the port by chance, unpredictably' },
];
