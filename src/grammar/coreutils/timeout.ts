import type { Command } from '../command.ts';

/** timeout(1) of coreutils. */
export const TIMEOUT: Command = {
  name: 'timeout',
  doc: 'ends a command when its time is up',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-s', aliases: ['--signal'], values: ['text'], doc: 'the signal instead of TERM' },
    { name: '-k', aliases: ['--kill-after'], values: ['time'], doc: 'how long after that to send KILL' },
    { name: '-v', aliases: ['--verbose'], doc: 'say so' },
    { name: '--preserve-status', doc: 'the status of the command, not 124' },
    { name: '-f', aliases: ['--foreground'], doc: 'the command may read from the terminal' },
  ],
  positionals: [
    { name: 'DURATION', value: 'time', doc: 'seconds, or a number with s, m, h or d' },
    { name: 'COMMAND', value: 'program', doc: 'the command with its words', rest: true },
  ],
};
