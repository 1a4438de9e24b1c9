import type { Command } from '../command.ts';

/** sort(1) of coreutils. */
export const SORT: Command = {
  name: 'sort',
  doc: 'sorts lines',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-n', aliases: ['--numeric-sort'], doc: 'by numbers' },
    { name: '-r', aliases: ['--reverse'], doc: 'the other way round' },
    { name: '-u', aliases: ['--unique'], doc: 'equal lines once' },
    { name: '-k', aliases: ['--key'], values: ['text'], doc: 'the fields that count, as 2 or 2,3n' },
    { name: '-t', aliases: ['--field-separator'], values: ['text'], doc: 'the letter between fields' },
    { name: '-V', aliases: ['--version-sort'], doc: 'numbers inside words by their value: addresses' },
    { name: '-f', aliases: ['--ignore-case'], doc: 'capital letters as small ones' },
    { name: '-b', aliases: ['--ignore-leading-blanks'], doc: 'without blanks in front' },
    { name: '-h', aliases: ['--human-numeric-sort'], doc: 'sizes with units' },
    { name: '-s', aliases: ['--stable'], doc: 'equal lines as they came' },
    { name: '-c', aliases: ['--check'], doc: 'only say whether they are sorted' },
    { name: '-o', aliases: ['--output'], values: ['file'], doc: 'write to a file' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true }],
};
