import type { Command } from '../command.ts';
import type { GetoptOption } from '../getopt.ts';

/** Facilities by number (syslog(3)). */
export const FACILITIES = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'cron',
  'authpriv',
  'ftp',
];

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** Options of dmesg; the first long name is the one that complaints use. */
export const DMESG_OPTIONS: readonly GetoptOption[] = [
  { name: '-F', aliases: ['--file'], values: ['file'], doc: 'read a file instead of the log', simulated: false },
  { name: '-S', aliases: ['--syslog'], doc: 'read by syslog(2)' },
  { name: '-C', aliases: ['--clear'], doc: 'clear the log' },
  { name: '-D', aliases: ['--console-off'], doc: 'show no messages on the console' },
  { name: '-E', aliases: ['--console-on'], doc: 'show messages on the console' },
  { name: '-c', aliases: ['--read-clear'], doc: 'print the log and clear it' },
  {
    name: '-n',
    aliases: ['--console-level'],
    values: ['text'],
    words: LEVELS,
    doc: 'the least urgent level on the console',
  },
  {
    name: '-L',
    aliases: ['--color'],
    values: ['text'],
    optionalValue: true,
    doc: 'colours',
    words: ['auto', 'always', 'never'],
  },
  { name: '-w', aliases: ['--follow'], doc: 'go on with what comes' },
  { name: '-W', aliases: ['--follow-new'], doc: 'print only what comes' },
  { name: '-J', aliases: ['--json'], doc: 'as JSON', simulated: false },
  { name: '-H', aliases: ['--human'], doc: 'for people: times like those of -e' },
  { name: '-T', aliases: ['--ctime'], doc: 'date and time of each message' },
  { name: '-d', aliases: ['--show-delta'], doc: 'the time since the message before' },
  { name: '-e', aliases: ['--reltime'], doc: 'the minute once, then what has passed' },
  { name: '-r', aliases: ['--raw'], doc: 'as it is, with the level as a number' },
  { name: '-t', aliases: ['--notime'], doc: 'without times' },
  {
    name: '--time-format',
    values: ['text'],
    words: ['delta', 'reltime', 'ctime', 'notime', 'iso'],
    doc: 'how times are written',
  },
  { name: '-x', aliases: ['--decode'], doc: 'with facility and level' },
  { name: '-f', aliases: ['--facility'], values: ['text'], words: FACILITIES, doc: 'only of these facilities' },
  { name: '-l', aliases: ['--level'], values: ['text'], words: LEVELS, doc: 'only of these levels' },
  { name: '-k', aliases: ['--kernel'], doc: 'only of the kernel' },
  { name: '-u', aliases: ['--userspace'], doc: 'only of programs' },
  { name: '-p', aliases: ['--force-prefix'], doc: 'with times on each line of a message' },
  { name: '-P', aliases: ['--nopager'], doc: 'without a pager' },
  { name: '-s', aliases: ['--buffer-size'], values: ['number'], doc: 'how much to read at once' },
  { name: '--noescape', doc: 'print unprintable characters as they are' },
  { name: '--since', values: ['time'], doc: 'only from this time on', simulated: false },
  { name: '--until', values: ['time'], doc: 'only up to this time', simulated: false },
  { name: '-h', aliases: ['--help'], doc: 'help' },
  { name: '-V', aliases: ['--version'], doc: 'the version' },
];

/** dmesg(1) of util-linux. */
export const DMESG: Command = {
  name: 'dmesg',
  doc: "prints the kernel's log",
  style: 'getopt',
  package: 'util-linux',
  options: DMESG_OPTIONS,
};
