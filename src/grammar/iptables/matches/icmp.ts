import type { GetoptOption } from '../../getopt.ts';

/** `-m icmp`: type and code of an ICMP message. */
export const ICMP: readonly GetoptOption[] = [
  {
    name: '--icmp-type',
    values: ['icmp-type'],
    doc: 'Type by name, or as number with an optional code: `8`, `3/1`',
    invertible: true,
    required: true,
    words: [
      'any',
      'echo-reply',
      'destination-unreachable',
      'network-unreachable',
      'host-unreachable',
      'protocol-unreachable',
      'port-unreachable',
      'fragmentation-needed',
      'redirect',
      'echo-request',
      'time-exceeded',
      'ttl-zero-during-transit',
      'parameter-problem',
    ],
  },
];
