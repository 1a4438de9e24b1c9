import type { GetoptOption } from '../../getopt.ts';

/** `-j CT`: how the packet is tracked. */
export const CT: readonly GetoptOption[] = [
  { name: '--notrack', doc: 'Keeps connection tracking off the packet' },
  { name: '--zone', values: ['number'], doc: 'Tracking zone', simulated: false },
  { name: '--helper', values: ['text'], doc: 'Helper for the protocol', simulated: false },
];
