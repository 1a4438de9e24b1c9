import type { Command } from '../command.ts';

/** seq(1) of coreutils. */
export const SEQ: Command = {
  name: 'seq',
  doc: 'prints numbers',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-s', aliases: ['--separator'], values: ['text'], doc: 'what stands between them' },
    { name: '-w', aliases: ['--equal-width'], doc: 'with zeros in front' },
    { name: '-f', aliases: ['--format'], values: ['text'], doc: 'a format of printf' },
  ],
  positionals: [
    {
      name: 'NUMBER',
      value: 'number',
      doc: 'the last; the first and the last; the first, the step and the last',
      rest: true,
    },
  ],
};
