import type { Command } from '../command.ts';

/** join(1) of coreutils. */
export const JOIN: Command = {
  name: 'join',
  doc: 'joins lines of two sorted files that have a field in common',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-1', values: ['number'], doc: 'the field of the first file' },
    { name: '-2', values: ['number'], doc: 'the field of the second file' },
    { name: '-j', values: ['number'], doc: 'the field of both' },
    { name: '-t', values: ['text'], doc: 'the letter between fields' },
    { name: '-a', values: ['number'], doc: 'lines without a partner of this file as well' },
    { name: '-v', values: ['number'], doc: 'only lines without a partner of this file' },
    { name: '-o', values: ['text'], doc: 'the fields to print, as 1.2,2.2' },
    { name: '-e', values: ['text'], doc: 'what stands for empty fields' },
    { name: '-i', aliases: ['--ignore-case'], doc: 'capital letters as small ones' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'two files', rest: true }],
};
