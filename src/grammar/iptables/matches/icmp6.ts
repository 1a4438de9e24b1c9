import type { GetoptOption } from '../../getopt.ts';

/** `-m icmp6`: type and code of a message of ICMPv6. */
export const ICMP6: readonly GetoptOption[] = [
  {
    name: '--icmpv6-type',
    values: ['icmp-type'],
    doc: 'Type by name, or as number with an optional code: `128`, `1/4`',
    invertible: true,
    required: true,
    words: [
      'destination-unreachable',
      'no-route',
      'address-unreachable',
      'port-unreachable',
      'packet-too-big',
      'time-exceeded',
      'parameter-problem',
      'echo-request',
      'echo-reply',
      'router-solicitation',
      'router-advertisement',
      'neighbour-solicitation',
      'neighbour-advertisement',
      'redirect',
    ],
  },
];
