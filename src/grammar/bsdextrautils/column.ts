import type { Command } from '../command.ts';

/** column(1) of util-linux. */
export const COLUMN: Command = {
  name: 'column',
  doc: 'puts lines or their fields into columns',
  style: 'getopt',
  package: 'bsdextrautils',
  options: [
    { name: '-t', aliases: ['--table'], doc: 'make a table of the fields of lines' },
    { name: '-s', aliases: ['--separator'], values: ['text'], doc: 'letters between fields' },
    { name: '-o', aliases: ['--output-separator'], values: ['text'], doc: 'what to print between columns' },
    { name: '-N', aliases: ['--table-columns'], values: ['text'], doc: 'names of columns, with commas between' },
    { name: '-H', aliases: ['--table-hide'], values: ['text'], doc: 'columns to leave out' },
    { name: '-O', aliases: ['--table-order'], values: ['text'], doc: 'the order of columns' },
    { name: '-R', aliases: ['--table-right'], values: ['text'], doc: 'columns to put to the right' },
    { name: '-T', aliases: ['--table-truncate'], values: ['text'], doc: 'columns that may be cut off' },
    { name: '-W', aliases: ['--table-wrap'], values: ['text'], doc: 'columns that may be wrapped' },
    { name: '-l', aliases: ['--table-columns-limit'], values: ['number'], doc: 'columns at most' },
    { name: '-n', aliases: ['--table-name'], values: ['text'], doc: 'the name of the table in JSON' },
    { name: '-J', aliases: ['--json'], doc: 'print JSON' },
    { name: '-d', aliases: ['--table-noheadings'], doc: 'without the names of columns' },
    { name: '-E', aliases: ['--table-noextreme'], values: ['text'], doc: 'columns whose long fields do not count' },
    { name: '-L', aliases: ['--keep-empty-lines'], doc: 'keep empty lines' },
    { name: '-c', aliases: ['--output-width'], values: ['number'], doc: 'how wide the output is' },
    { name: '-x', aliases: ['--fillrows'], doc: 'fill rows before columns' },
    { name: '-e', doc: 'does nothing' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
    { name: '-h', aliases: ['--help'], doc: 'help' },
  ],
  positionals: [{ name: 'FILE', value: 'file', doc: 'files instead of standard input', optional: true, rest: true }],
};
