import type { GetoptOption } from '../../getopt.ts';

/** `-j NETMAP`: one network onto another. */
export const NETMAP: readonly GetoptOption[] = [
  { name: '--to', values: ['prefix'], doc: 'The network that takes its place', required: true },
];
