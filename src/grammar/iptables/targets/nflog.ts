import type { GetoptOption } from '../../getopt.ts';

/** `-j NFLOG`: hands the packet to programs that listen to a group, and goes on. */
export const NFLOG: readonly GetoptOption[] = [
  { name: '--nflog-group', values: ['number'], doc: 'Group that programs listen to, 0 to 65535' },
  { name: '--nflog-prefix', values: ['text'], doc: 'Text that goes with the packet' },
  { name: '--nflog-range', values: ['number'], doc: 'Without effect; use --nflog-size', excludes: ['--nflog-size'] },
  { name: '--nflog-size', values: ['number'], doc: 'Bytes of the packet to hand over', excludes: ['--nflog-range'] },
  { name: '--nflog-threshold', values: ['number'], doc: 'Packets to collect before they are handed over' },
];
