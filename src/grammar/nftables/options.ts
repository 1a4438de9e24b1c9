import type { GetoptOption } from '../getopt.ts';

/** Options of nft(8). */
export const NFT_OPTIONS: readonly GetoptOption[] = [
  { name: '-h', aliases: ['--help'], doc: 'Help' },
  { name: '-v', aliases: ['--version'], doc: 'The version' },
  { name: '-V', doc: 'The version, and what it was built with' },
  { name: '-f', aliases: ['--file'], values: ['file'], doc: 'Reads this file, `-` for standard input' },
  { name: '-D', aliases: ['--define'], values: ['text'], repeatable: true, doc: 'Defines a variable, NAME=VALUE' },
  { name: '-i', aliases: ['--interactive'], doc: 'Reads commands as they are typed', simulated: false },
  { name: '-I', aliases: ['--includepath'], values: ['file'], doc: 'Where to look for files to include' },
  { name: '-c', aliases: ['--check'], doc: 'Only checks, changes nothing' },
  { name: '-o', aliases: ['--optimize'], doc: 'Merges rules that can be one', simulated: false },
  { name: '-a', aliases: ['--handle'], doc: 'Shows the handles of what is listed' },
  { name: '-s', aliases: ['--stateless'], doc: 'Leaves out what has been counted' },
  { name: '-t', aliases: ['--terse'], doc: 'Leaves out the elements of sets' },
  { name: '-S', aliases: ['--service'], doc: 'Ports by the names of their services' },
  { name: '-N', aliases: ['--reversedns'], doc: 'Addresses by the names of their hosts', simulated: false },
  { name: '-u', aliases: ['--guid'], doc: 'Users and groups by their names' },
  { name: '-n', aliases: ['--numeric'], repeatable: true, doc: 'Numbers instead of names' },
  { name: '-y', aliases: ['--numeric-priority'], doc: 'Priorities as numbers' },
  { name: '-p', aliases: ['--numeric-protocol'], doc: 'Protocols as numbers' },
  { name: '-T', aliases: ['--numeric-time'], doc: 'Times as numbers' },
  { name: '-e', aliases: ['--echo'], doc: 'Shows what was added' },
  { name: '-j', aliases: ['--json'], doc: 'Lists as JSON' },
  { name: '-d', aliases: ['--debug'], values: ['text'], doc: 'Says what it does', simulated: false },
];
