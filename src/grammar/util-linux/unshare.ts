import type { Command } from '../command.ts';

/** unshare(1) of util-linux: what it has for network namespaces. */
export const UNSHARE: Command = {
  name: 'unshare',
  doc: 'runs a program in namespaces of its own',
  style: 'getopt',
  package: 'util-linux',
  options: [
    { name: '-n', aliases: ['--net'], doc: 'a network of its own; `--net=FILE`: with that name' },
    { name: '-m', aliases: ['--mount'], doc: 'files of its own' },
    { name: '-u', aliases: ['--uts'], doc: 'a host name of its own' },
    { name: '-i', aliases: ['--ipc'], doc: 'means of communication of its own' },
    { name: '-p', aliases: ['--pid'], doc: 'processes of its own' },
    { name: '-U', aliases: ['--user'], doc: 'users of its own' },
    { name: '-C', aliases: ['--cgroup'], doc: 'control groups of its own' },
    { name: '-T', aliases: ['--time'], doc: 'clocks of its own' },
    { name: '-r', aliases: ['--map-root-user'], doc: 'as root' },
    { name: '-c', aliases: ['--map-current-user'], doc: 'as the same user' },
    { name: '-f', aliases: ['--fork'], doc: 'as a child of unshare' },
    { name: '--mount-proc', doc: 'with a /proc of its own' },
    { name: '--kill-child', doc: 'the program ends with unshare' },
    { name: '--propagation', values: ['text'], doc: 'how mounts spread' },
    { name: '-S', aliases: ['--setuid'], values: ['number'], doc: 'as this user' },
    { name: '-G', aliases: ['--setgid'], values: ['number'], doc: 'as this group' },
    { name: '-h', aliases: ['--help'], doc: 'the usage' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
  ],
  positionals: [
    { name: 'PROGRAM', value: 'program', doc: 'the program; a shell without it', rest: true, optional: true },
  ],
};
