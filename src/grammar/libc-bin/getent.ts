import type { Command } from '../command.ts';

/** getent(1). */
export const GETENT: Command = {
  name: 'getent',
  doc: 'asks the databases of names: hosts, services, protocols',
  style: 'getopt',
  package: 'libc-bin',
  options: [],
  positionals: [
    {
      name: 'DATABASE',
      value: 'text',
      words: ['hosts', 'ahosts', 'ahostsv4', 'services', 'protocols'],
      doc: 'the database to ask',
    },
    { name: 'KEY', value: 'host', doc: 'the names to look for', optional: true, rest: true },
  ],
};
