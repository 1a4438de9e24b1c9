import type { Command } from '../command.ts';

/** base64(1) of coreutils. */
export const BASE64: Command = {
  name: 'base64',
  doc: 'writes bytes in the letters of base64, and reads them back',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-d', aliases: ['--decode'], doc: 'read them back' },
    { name: '-w', aliases: ['--wrap'], values: ['number'], doc: 'letters a line; 0 for one line' },
    { name: '-i', aliases: ['--ignore-garbage'], doc: 'pass over other letters' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'a file instead of standard input', optional: true }],
};
