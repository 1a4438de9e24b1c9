import type { Command } from '../command.ts';

/** tee(1) of coreutils. */
export const TEE: Command = {
  name: 'tee',
  doc: 'copies standard input to files and to standard output',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-a', aliases: ['--append'], doc: 'add to the files' },
    { name: '-i', aliases: ['--ignore-interrupts'], doc: 'go on when interrupted' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files to write', optional: true, rest: true }],
};
