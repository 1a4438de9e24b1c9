import type { Command } from '../command.ts';

/** ln(1) of coreutils. */
export const LN: Command = {
  name: 'ln',
  doc: 'makes links to files',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-s', aliases: ['--symbolic'], doc: 'a symbolic link' },
    { name: '-f', aliases: ['--force'], doc: 'replace what is there' },
    { name: '-n', aliases: ['--no-dereference'], doc: 'a link to a directory is replaced, not entered' },
    { name: '-v', aliases: ['--verbose'], doc: 'say what is done' },
    { name: '-r', aliases: ['--relative'], doc: 'a path seen from the link' },
    { name: '-T', aliases: ['--no-target-directory'], doc: 'the last word is the link, never a directory' },
    { name: '-t', aliases: ['--target-directory'], values: ['file'], doc: 'the directory to put links into' },
  ],
  positionals: [{ name: 'TARGET', value: 'file', doc: 'what the link leads to', rest: true }],
};
