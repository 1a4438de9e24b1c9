import type { GetoptOption } from '../../getopt.ts';

/** `-m conntrack`: what is known of the connection. */
export const CONNTRACK: readonly GetoptOption[] = [
  {
    name: '--ctstate',
    values: ['conntrack-state'],
    doc: 'How the packet stands to its connection, a list: NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED, SNAT, DNAT',
    invertible: true,
    words: ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'SNAT', 'DNAT'],
  },
  { name: '--ctproto', values: ['ip-protocol'], doc: 'Protocol of the connection', invertible: true },
  { name: '--ctorigsrc', values: ['prefix'], doc: 'Source of the first packet, before translation', invertible: true },
  {
    name: '--ctorigdst',
    values: ['prefix'],
    doc: 'Destination of the first packet, before translation',
    invertible: true,
  },
  { name: '--ctreplsrc', values: ['prefix'], doc: 'Source that answers are expected from', invertible: true },
  { name: '--ctrepldst', values: ['prefix'], doc: 'Destination that answers are expected to go to', invertible: true },
  { name: '--ctorigsrcport', values: ['port'], doc: 'Source port of the first packet, or a range', invertible: true },
  {
    name: '--ctorigdstport',
    values: ['port'],
    doc: 'Destination port of the first packet, or a range',
    invertible: true,
  },
  { name: '--ctreplsrcport', values: ['port'], doc: 'Source port of the answers, or a range', invertible: true },
  { name: '--ctrepldstport', values: ['port'], doc: 'Destination port of the answers, or a range', invertible: true },
  {
    name: '--ctstatus',
    values: ['text'],
    doc: 'Status of the connection: NONE, EXPECTED, SEEN_REPLY, ASSURED, CONFIRMED',
    invertible: true,
    words: ['NONE', 'EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED'],
  },
  { name: '--ctexpire', values: ['number'], doc: 'Seconds the connection has left, or a range', invertible: true },
  {
    name: '--ctdir',
    values: ['text'],
    doc: 'Direction of the packet within the connection',
    words: ['ORIGINAL', 'REPLY'],
  },
];
