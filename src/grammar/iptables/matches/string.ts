import type { GetoptOption } from '../../getopt.ts';

/** `-m string`: a text somewhere in the packet. */
export const STRING: readonly GetoptOption[] = [
  { name: '--from', values: ['number'], doc: 'First byte to look at, counted from the IP header' },
  { name: '--to', values: ['number'], doc: 'Byte to stop at' },
  { name: '--algo', values: ['text'], doc: 'Way of searching: bm or kmp', required: true, words: ['bm', 'kmp'] },
  { name: '--string', values: ['text'], doc: 'The text', invertible: true, excludes: ['--hex-string'] },
  {
    name: '--hex-string',
    values: ['text'],
    doc: 'The text with bytes in hexadecimal between bars: `GET |0d 0a|`',
    invertible: true,
    excludes: ['--string'],
  },
  { name: '--icase', doc: 'Capitals and small letters are the same' },
];
