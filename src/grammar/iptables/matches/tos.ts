import type { GetoptOption } from '../../getopt.ts';

/** `-m tos`: the type of service byte. */
export const TOS_MATCH: readonly GetoptOption[] = [
  {
    name: '--tos',
    values: ['number'],
    doc: 'Value with an optional mask, or a name as Minimize-Delay',
    invertible: true,
    required: true,
    words: ['Minimize-Delay', 'Maximize-Throughput', 'Maximize-Reliability', 'Minimize-Cost', 'Normal-Service'],
  },
];
