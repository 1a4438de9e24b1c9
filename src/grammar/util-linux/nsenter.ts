import type { Command } from '../command.ts';

/** nsenter(1) of util-linux: what it has for network namespaces. */
export const NSENTER: Command = {
  name: 'nsenter',
  doc: "runs a program in another process's namespaces",
  style: 'getopt',
  package: 'util-linux',
  options: [
    { name: '-t', aliases: ['--target'], values: ['number'], doc: 'the process whose namespaces are entered' },
    { name: '-n', aliases: ['--net'], doc: 'its network; `--net=FILE`: the one of that name' },
    { name: '-a', aliases: ['--all'], doc: 'all of its namespaces' },
    { name: '-m', aliases: ['--mount'], doc: 'its files' },
    { name: '-u', aliases: ['--uts'], doc: 'its host name' },
    { name: '-i', aliases: ['--ipc'], doc: 'its means of communication' },
    { name: '-p', aliases: ['--pid'], doc: 'the processes it sees' },
    { name: '-F', aliases: ['--no-fork'], doc: 'without a process in between' },
    { name: '-h', aliases: ['--help'], doc: 'the usage' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
  ],
  positionals: [
    { name: 'PROGRAM', value: 'program', doc: 'the program; a shell without it', rest: true, optional: true },
  ],
};
