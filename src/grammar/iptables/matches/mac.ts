import type { GetoptOption } from '../../getopt.ts';

/** `-m mac`: the Ethernet source of the frame. */
export const MAC: readonly GetoptOption[] = [
  { name: '--mac-source', values: ['mac'], doc: 'Source MAC address', invertible: true, required: true },
];
