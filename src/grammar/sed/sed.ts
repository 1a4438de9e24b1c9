import type { Command } from '../command.ts';

/** sed(1) of sed. */
export const SED: Command = {
  name: 'sed',
  doc: 'edits text line by line',
  style: 'getopt',
  package: 'sed',
  options: [
    { name: '-n', aliases: ['--quiet', '--silent'], doc: 'print only what p prints' },
    { name: '-E', aliases: ['-r', '--regexp-extended'], doc: 'extended regular expressions' },
    { name: '-i', aliases: ['--in-place'], doc: 'change the files themselves' },
    { name: '-e', aliases: ['--expression'], values: ['text'], doc: 'commands' },
    { name: '-f', aliases: ['--file'], values: ['file'], doc: 'commands from a file' },
    { name: '-s', aliases: ['--separate'], doc: 'each file by itself' },
    { name: '-u', aliases: ['--unbuffered'], doc: 'each line at once' },
    { name: '-z', aliases: ['--null-data'], doc: 'lines end with a null byte' },
  ],
  positionals: [
    { name: 'SCRIPT', value: 'text', doc: 'commands, as s/a/b/ or 2,5p', optional: true },
    { name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true },
  ],
};
