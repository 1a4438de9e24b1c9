import type { Command } from '../command.ts';

/** ls(1) of coreutils. */
export const LS: Command = {
  name: 'ls',
  doc: 'lists files',
  style: 'getopt',
  package: 'coreutils',
  options: [
    { name: '-a', aliases: ['--all'], doc: 'names that begin with a dot as well' },
    { name: '-A', aliases: ['--almost-all'], doc: 'the same, but for the directory itself and its parent' },
    { name: '-l', doc: 'a line a file, with permissions, owner, size and time' },
    { name: '-d', aliases: ['--directory'], doc: 'directories themselves, not what is in them' },
    { name: '-h', aliases: ['--human-readable'], doc: 'sizes with a unit' },
    { name: '-1', doc: 'a name a line' },
    { name: '-r', aliases: ['--reverse'], doc: 'the other way round' },
    { name: '-t', doc: 'the latest first' },
    { name: '-S', doc: 'the largest first' },
    { name: '-R', aliases: ['--recursive'], doc: 'what is in directories below, too' },
    { name: '-F', aliases: ['--classify'], doc: 'a mark behind each name for its kind' },
    { name: '-i', aliases: ['--inode'], doc: 'numbers of inodes' },
    { name: '-n', aliases: ['--numeric-uid-gid'], doc: 'owners as numbers' },
  ],
  positionals: [
    { name: 'FILE', value: 'file', doc: 'what to list; without it the working directory', optional: true, rest: true },
  ],
};
