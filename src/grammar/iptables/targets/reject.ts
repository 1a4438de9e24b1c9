import type { GetoptOption } from '../../getopt.ts';

/** `-j REJECT`: drops and tells the sender. */
export const REJECT: readonly GetoptOption[] = [
  {
    name: '--reject-with',
    values: ['text'],
    doc: 'The answer; tcp-reset only with `-p tcp`',
    words: [
      'icmp-net-unreachable',
      'icmp-host-unreachable',
      'icmp-port-unreachable',
      'icmp-proto-unreachable',
      'icmp-net-prohibited',
      'icmp-host-prohibited',
      'icmp-admin-prohibited',
      'tcp-reset',
    ],
  },
];
