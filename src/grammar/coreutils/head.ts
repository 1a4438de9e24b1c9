import type { Command } from '../command.ts';

/** head(1) of coreutils. */
export const HEAD: Command = {
  name: 'head',
  doc: 'prints the beginning of files',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-n', aliases: ['--lines'], values: ['number'], doc: 'how many lines; with a minus all but the last ones' },
    { name: '-c', aliases: ['--bytes'], values: ['number'], doc: 'how many bytes' },
    { name: '-q', aliases: ['--quiet', '--silent'], doc: 'without names of files' },
    { name: '-v', aliases: ['--verbose'], doc: 'with names of files' },
    { name: '-z', aliases: ['--zero-terminated'], doc: 'lines end with a null byte' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true }],
};
