import type { Command } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** `ip vrf`, the devices that stand for routing tables. */
export const VRF: Command = {
  name: 'vrf',
  match: 'prefix',
  doc: 'VRFs: devices that stand for a routing table of their own',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    { name: 'identify', match: 'prefix', doc: 'Show the VRF of a process', style: 'keyword', options: [] },
    { name: 'pids', match: 'prefix', doc: 'Show the processes of a VRF', style: 'keyword', options: [] },
    {
      name: 'exec',
      match: 'prefix',
      doc: 'Run a command in a VRF',
      style: 'keyword',
      options: [],
      positionals: [
        { name: 'NAME', value: 'vrf', doc: 'The VRF' },
        { name: 'COMMAND', value: 'program', rest: true, doc: 'The command to run there' },
      ],
    },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show VRFs with their tables',
      style: 'keyword',
      options: [],
      positionals: [{ name: 'NAME', value: 'vrf', optional: true, doc: 'Only this one' }],
    },
    HELP_COMMAND,
  ],
};
