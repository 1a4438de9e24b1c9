import type { Command } from '../command.ts';

/** cut(1) of coreutils. */
export const CUT: Command = {
  name: 'cut',
  doc: 'prints parts of lines',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-d', aliases: ['--delimiter'], values: ['text'], doc: 'the letter between fields, without it a tab' },
    { name: '-f', aliases: ['--fields'], values: ['text'], doc: 'numbers of fields, as 1,3-' },
    { name: '-c', aliases: ['--characters'], values: ['text'], doc: 'numbers of letters' },
    { name: '-b', aliases: ['--bytes'], values: ['text'], doc: 'numbers of bytes' },
    { name: '-s', aliases: ['--only-delimited'], doc: 'without lines that have no delimiter' },
    { name: '--complement', doc: 'the other parts' },
    { name: '--output-delimiter', values: ['text'], doc: 'what to print between parts' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true }],
};
