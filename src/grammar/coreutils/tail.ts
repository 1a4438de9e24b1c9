import type { Command } from '../command.ts';

/** tail(1) of coreutils. */
export const TAIL: Command = {
  name: 'tail',
  doc: 'prints the end of files',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-n', aliases: ['--lines'], values: ['number'], doc: 'how many lines; with a plus from that line on' },
    { name: '-c', aliases: ['--bytes'], values: ['number'], doc: 'how many bytes' },
    { name: '-f', aliases: ['--follow'], doc: 'go on with what is added; here it ends instead' },
    { name: '-F', doc: 'the same, by the name of the file' },
    { name: '-q', aliases: ['--quiet', '--silent'], doc: 'without names of files' },
    { name: '-v', aliases: ['--verbose'], doc: 'with names of files' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true }],
};
