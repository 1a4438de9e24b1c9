import type { Command } from '../command.ts';

/** wc(1) of coreutils. */
export const WC: Command = {
  name: 'wc',
  doc: 'counts lines, words and bytes',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-l', aliases: ['--lines'], doc: 'lines' },
    { name: '-w', aliases: ['--words'], doc: 'words' },
    { name: '-c', aliases: ['--bytes'], doc: 'bytes' },
    { name: '-m', aliases: ['--chars'], doc: 'letters' },
    { name: '-L', aliases: ['--max-line-length'], doc: 'the longest line' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true }],
};
