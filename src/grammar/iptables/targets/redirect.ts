import type { GetoptOption } from '../../getopt.ts';

/** `-j REDIRECT`: to this host itself. */
export const REDIRECT: readonly GetoptOption[] = [
  { name: '--to-ports', values: ['port'], doc: 'Port or ports to go to' },
  { name: '--random', doc: 'Choose the port by chance' },
];
