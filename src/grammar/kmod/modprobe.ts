import type { Command } from '../command.ts';

/** modprobe(8) of kmod. */
export const MODPROBE: Command = {
  name: 'modprobe',
  doc: 'loads a kernel module',
  style: 'getopt',
  package: 'kmod',
  options: [
    { name: '-r', aliases: ['--remove'], doc: 'unload instead' },
    { name: '-q', aliases: ['--quiet'], doc: 'say nothing' },
    { name: '-a', aliases: ['--all'], doc: 'load all that are named' },
  ],
  positionals: [{ name: 'MODULE', value: 'text', doc: 'the module' }],
};
