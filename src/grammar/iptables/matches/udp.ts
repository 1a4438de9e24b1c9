import type { GetoptOption } from '../../getopt.ts';

/** `-m udp`: ports of a UDP datagram. */
export const UDP: readonly GetoptOption[] = [
  {
    name: '--source-port',
    aliases: ['--sport'],
    values: ['port'],
    doc: 'Source port by number or service name, or a range `a:b`',
    invertible: true,
  },
  {
    name: '--destination-port',
    aliases: ['--dport'],
    values: ['port'],
    doc: 'Destination port by number or service name, or a range `a:b`',
    invertible: true,
  },
];
