import type { Command } from '../command.ts';

/** mktemp(1) of coreutils. */
export const MKTEMP: Command = {
  name: 'mktemp',
  doc: 'makes a file or directory with a name of its own',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-d', aliases: ['--directory'], doc: 'a directory' },
    { name: '-p', aliases: ['--tmpdir'], values: ['file'], doc: 'the directory to make it in' },
    { name: '-u', aliases: ['--dry-run'], doc: 'only a name' },
    { name: '-t', doc: 'in /tmp' },
    { name: '-q', aliases: ['--quiet'], doc: 'without a word when it fails' },
  ],
  positionals: [{ name: 'TEMPLATE', value: 'text', doc: 'a name with XXX in it', optional: true }],
};
