import type { GetoptOption } from '../../getopt.ts';

/** `-m tcp`: ports and flags of a TCP segment. */
export const TCP: readonly GetoptOption[] = [
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
  { name: '--syn', doc: 'Only segments that open a connection (SYN set, ACK, RST and FIN clear)', invertible: true },
  {
    name: '--tcp-flags',
    values: ['text'],
    doc: 'Flags to look at, then those of them that must be set',
    invertible: true,
    words: ['SYN', 'ACK', 'FIN', 'RST', 'URG', 'PSH', 'ALL', 'NONE'],
  },
  { name: '--tcp-option', values: ['number'], doc: 'A TCP option, by number, is present', invertible: true },
];
