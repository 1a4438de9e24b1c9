import type { Command } from '../command.ts';

/** sysctl(8) of procps. */
export const SYSCTL: Command = {
  name: 'sysctl',
  doc: 'reads and sets kernel parameters below /proc/sys',
  style: 'getopt',
  package: 'procps',
  options: [
    { name: '-w', aliases: ['--write'], doc: 'set values' },
    { name: '-n', aliases: ['--values'], doc: 'print values only' },
    { name: '-N', aliases: ['--names'], doc: 'print names only' },
    { name: '-q', aliases: ['--quiet'], doc: 'do not print what is set' },
    { name: '-e', aliases: ['--ignore'], doc: 'ignore keys that do not exist' },
    { name: '-a', aliases: ['-A', '-X', '--all'], doc: 'print all' },
    { name: '-r', aliases: ['--pattern'], values: ['text'], doc: 'only keys that match a regular expression' },
    { name: '-p', aliases: ['-f', '--load'], doc: 'set values from files' },
    { name: '-b', aliases: ['--binary'], doc: 'print values without newline' },
    { name: '--system', doc: 'set values from the files of the system' },
    { name: '-h', aliases: ['--help', '-d'], doc: 'help' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
    { name: '-o', aliases: ['-x'], doc: 'does nothing' },
  ],
  positionals: [
    { name: 'KEY[=VALUE]', value: 'sysctl-assignment', doc: 'a key to read, or to set to a value', optional: true },
  ],
};
