import type { Command } from '../command.ts';

/** awk(1) of mawk. */
export const AWK: Command = {
  name: 'awk',
  aliases: ['mawk'],
  doc: 'runs a program for each line and its fields',
  style: 'getopt',
  package: 'mawk',
  options: [
    { name: '-F', aliases: ['--field-separator'], values: ['text'], doc: 'what stands between fields' },
    { name: '-v', aliases: ['--assign'], values: ['text'], doc: 'a variable, name=value' },
    { name: '-f', aliases: ['--file'], values: ['file'], doc: 'the program from a file' },
  ],
  positionals: [
    { name: 'PROGRAM', value: 'text', doc: 'patterns and actions, as /inet/ { print $2 }', optional: true },
    { name: 'FILE', value: 'file', doc: 'files instead of standard input, or name=value', optional: true, rest: true },
  ],
};
