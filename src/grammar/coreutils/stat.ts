import type { Command } from '../command.ts';

/** stat(1) of coreutils. */
export const STAT: Command = {
  name: 'stat',
  doc: 'shows what is known of files',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-c', aliases: ['--format'], values: ['text'], doc: 'what to print, %n %s %a %U …, with a newline' },
    { name: '--printf', values: ['text'], doc: 'the same with escapes, without a newline' },
    { name: '-f', aliases: ['--file-system'], doc: 'the file system instead of the file' },
    { name: '-L', aliases: ['--dereference'], doc: 'what a link leads to' },
    { name: '-t', aliases: ['--terse'], doc: 'in one line' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files', rest: true }],
};
