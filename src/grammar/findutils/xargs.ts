import type { Command } from '../command.ts';

/** xargs(1) of findutils. */
export const XARGS: Command = {
  name: 'xargs',
  doc: 'runs a command with words read from standard input',
  style: 'getopt',
  package: 'findutils',
  options: [
    { name: '-n', aliases: ['--max-args'], values: ['number'], doc: 'words of one command at most' },
    { name: '-I', aliases: ['-i', '--replace'], values: ['text'], doc: 'put each line in the place of this text' },
    { name: '-L', aliases: ['-l', '--max-lines'], values: ['number'], doc: 'lines of one command at most' },
    { name: '-r', aliases: ['--no-run-if-empty'], doc: 'run nothing where nothing is read' },
    { name: '-0', aliases: ['--null'], doc: 'words end with a null byte' },
    { name: '-d', aliases: ['--delimiter'], values: ['text'], doc: 'words end with this letter' },
    { name: '-a', aliases: ['--arg-file'], values: ['file'], doc: 'read a file instead of standard input' },
    { name: '-E', aliases: ['-e', '--eof'], values: ['text'], doc: 'a word that ends the input' },
    { name: '-P', aliases: ['--max-procs'], values: ['number'], doc: 'commands that run at a time; here always one' },
    { name: '-s', aliases: ['--max-chars'], values: ['number'], doc: 'letters of one command at most' },
    { name: '-t', aliases: ['--verbose'], doc: 'print each command before it runs' },
    { name: '-x', aliases: ['--exit'], doc: 'end where a command would be too long' },
    { name: '-p', aliases: ['--interactive'], doc: 'ask before each command' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
    { name: '-h', aliases: ['--help'], doc: 'help' },
  ],
  positionals: [
    { name: 'COMMAND', value: 'program', doc: 'the command with its first words', optional: true, rest: true },
  ],
};
