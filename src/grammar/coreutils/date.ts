import type { Command } from '../command.ts';

/** date(1) of coreutils. */
export const DATE: Command = {
  name: 'date',
  doc: 'prints the time of the virtual clock',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-d', aliases: ['--date'], values: ['text'], doc: 'another time, as @SECONDS or 2025-01-01' },
    { name: '-u', aliases: ['--utc', '--universal'], doc: 'in UTC' },
    { name: '-I', aliases: ['--iso-8601'], doc: 'as ISO 8601' },
    { name: '-R', aliases: ['--rfc-email'], doc: 'as in mails' },
    { name: '-r', aliases: ['--reference'], values: ['file'], doc: 'the time of a file' },
    { name: '-s', aliases: ['--set'], values: ['text'], doc: 'sets the clock: not here' },
  ],
  positionals: [{ name: '+FORMAT', value: 'text', doc: 'what to print, %F %T %s …', optional: true }],
};
