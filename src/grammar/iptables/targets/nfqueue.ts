import type { GetoptOption } from '../../getopt.ts';

/** `-j NFQUEUE`: hands the packet to a program, which decides. */
export const NFQUEUE: readonly GetoptOption[] = [
  {
    name: '--queue-num',
    values: ['number'],
    doc: 'Queue that a program listens to, 0 unless given',
    excludes: ['--queue-balance'],
  },
  {
    name: '--queue-balance',
    values: ['text'],
    doc: 'Spreads flows over the queues FIRST:LAST',
    excludes: ['--queue-num'],
  },
  { name: '--queue-bypass', doc: 'Accepts the packet where no program listens, instead of dropping it' },
  {
    name: '--queue-cpu-fanout',
    doc: 'Takes the queue by the processor instead of the flow',
    also: '--queue-balance',
  },
];
