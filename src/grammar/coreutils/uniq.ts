import type { Command } from '../command.ts';

/** uniq(1) of coreutils. */
export const UNIQ: Command = {
  name: 'uniq',
  doc: 'leaves out lines that repeat the one before',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-c', aliases: ['--count'], doc: 'how often each line came' },
    { name: '-d', aliases: ['--repeated'], doc: 'only those that came more than once' },
    { name: '-u', aliases: ['--unique'], doc: 'only those that came once' },
    { name: '-i', aliases: ['--ignore-case'], doc: 'capital letters as small ones' },
    { name: '-f', aliases: ['--skip-fields'], values: ['number'], doc: 'fields that do not count' },
    { name: '-s', aliases: ['--skip-chars'], values: ['number'], doc: 'letters that do not count' },
    { name: '-w', aliases: ['--check-chars'], values: ['number'], doc: 'letters that count' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'a file instead of standard input', optional: true, rest: true }],
};
