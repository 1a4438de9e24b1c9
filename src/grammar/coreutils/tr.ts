import type { Command } from '../command.ts';

/** tr(1) of coreutils. */
export const TR: Command = {
  name: 'tr',
  doc: 'replaces or removes letters',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-d', aliases: ['--delete'], doc: 'remove them' },
    { name: '-s', aliases: ['--squeeze-repeats'], doc: 'repeated ones once' },
    { name: '-c', aliases: ['--complement'], doc: 'all but these' },
    { name: '-t', aliases: ['--truncate-set1'], doc: 'no more than the second set has' },
  ],
  positionals: [{ name: 'SET', value: 'text', doc: 'letters, as a-z or [:upper:]', rest: true }],
};
