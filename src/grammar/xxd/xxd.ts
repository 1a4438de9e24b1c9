import type { Command } from '../command.ts';

/** xxd(1) of xxd. */
export const XXD: Command = {
  name: 'xxd',
  doc: 'shows bytes as hexadecimal digits, and reads them back',
  style: 'getopt',
  package: 'xxd',
  options: [
    { name: '-p', aliases: ['-ps', '-plain'], doc: 'only the digits' },
    { name: '-r', aliases: ['-revert'], doc: 'read them back' },
    { name: '-c', aliases: ['-cols'], values: ['number'], doc: 'bytes a line' },
    { name: '-l', aliases: ['-len'], values: ['number'], doc: 'bytes at most' },
    { name: '-s', aliases: ['-seek'], values: ['number'], doc: 'where to begin' },
    { name: '-g', aliases: ['-groupsize'], values: ['number'], doc: 'bytes together' },
    { name: '-u', doc: 'capital letters' },
    { name: '-b', aliases: ['-bits'], doc: 'as bits' },
    { name: '-i', aliases: ['-include'], doc: 'as a C array' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'a file instead of standard input', optional: true }],
};
