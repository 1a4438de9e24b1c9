import type { GetoptOption } from '../../getopt.ts';

/** `-j TCPMSS`: the segment size that a SYN offers. */
export const TCPMSS: readonly GetoptOption[] = [
  { name: '--set-mss', values: ['number'], doc: 'This size' },
  { name: '--clamp-mss-to-pmtu', doc: 'What fits the path: its MTU less 40' },
];
