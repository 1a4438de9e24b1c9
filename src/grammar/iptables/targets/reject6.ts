import type { GetoptOption } from '../../getopt.ts';

/** `-j REJECT` of ip6tables: drops and tells the sender. */
export const REJECT6: readonly GetoptOption[] = [
  {
    name: '--reject-with',
    values: ['text'],
    doc: 'The answer; tcp-reset only with `-p tcp`',
    words: [
      'icmp6-no-route',
      'icmp6-adm-prohibited',
      'icmp6-addr-unreachable',
      'icmp6-port-unreachable',
      'icmp6-policy-fail',
      'icmp6-reject-route',
      'tcp-reset',
    ],
  },
];
