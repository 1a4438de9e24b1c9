import type { GetoptOption } from '../../getopt.ts';

/** `-m hashlimit`: a rate for each address or port. */
export const HASHLIMIT: readonly GetoptOption[] = [
  {
    name: '--hashlimit-upto',
    aliases: ['--hashlimit'],
    values: ['text'],
    doc: 'Matches up to this rate: `5/second`, or bytes as `512kb/s`',
    invertible: true,
    excludes: ['--hashlimit-above'],
  },
  {
    name: '--hashlimit-above',
    values: ['text'],
    doc: 'Matches above this rate',
    invertible: true,
    excludes: ['--hashlimit-upto'],
  },
  { name: '--hashlimit-srcmask', values: ['number'], doc: 'Length of the prefix that sources are grouped by' },
  { name: '--hashlimit-dstmask', values: ['number'], doc: 'Length of the prefix that destinations are grouped by' },
  { name: '--hashlimit-burst', values: ['number'], doc: 'Packets that pass before the rate counts' },
  { name: '--hashlimit-htable-size', values: ['number'], doc: 'Buckets of the hash table' },
  { name: '--hashlimit-htable-max', values: ['number'], doc: 'Entries of the hash table at most' },
  { name: '--hashlimit-htable-gcinterval', values: ['number'], doc: 'Milliseconds between cleanings' },
  { name: '--hashlimit-htable-expire', values: ['number'], doc: 'Milliseconds after which an idle entry goes' },
  {
    name: '--hashlimit-mode',
    values: ['text'],
    doc: 'What the rate is for, a list: srcip, srcport, dstip, dstport; nothing for all packets together',
    words: ['srcip', 'srcport', 'dstip', 'dstport'],
  },
  { name: '--hashlimit-name', values: ['text'], doc: 'Name of the table, in /proc/net/ipt_hashlimit', required: true },
  { name: '--hashlimit-rate-match', doc: 'Compares the measured rate, without credit' },
  { name: '--hashlimit-rate-interval', values: ['number'], doc: 'Seconds to measure over' },
];
