import type { Command } from '../command.ts';

/** diff(1) of diffutils. */
export const DIFF: Command = {
  name: 'diff',
  doc: 'shows how two files differ',
  style: 'getopt',
  package: 'diffutils',
  options: [
    { name: '-u', aliases: ['--unified', '-U'], doc: 'with lines around each change' },
    { name: '-q', aliases: ['--brief'], doc: 'only whether they differ' },
    { name: '-s', aliases: ['--report-identical-files'], doc: 'say when they do not' },
    { name: '-r', aliases: ['--recursive'], doc: 'directories with all that is in them' },
    { name: '-N', aliases: ['--new-file'], doc: 'a file that is not there counts as empty' },
    { name: '-i', aliases: ['--ignore-case'], doc: 'capital letters as small ones' },
    { name: '-w', aliases: ['--ignore-all-space'], doc: 'without white space' },
    { name: '-b', aliases: ['--ignore-space-change'], doc: 'any white space as one blank' },
    { name: '-B', aliases: ['--ignore-blank-lines'], doc: 'without empty lines' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'two files', rest: true }],
};
