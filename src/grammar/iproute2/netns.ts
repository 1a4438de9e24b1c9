import type { Command } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** `ip netns`, the named network namespaces. */
export const NETNS: Command = {
  name: 'netns',
  match: 'prefix',
  doc: 'Network namespaces: each has devices, addresses, routes and firewall rules of its own',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    {
      name: 'list',
      prefixAliases: ['show', 'lst'],
      match: 'prefix',
      doc: 'Show the names, newest first',
      style: 'keyword',
      options: [],
    },
    {
      name: 'list-id',
      match: 'prefix',
      doc: 'Show the ids that this namespace has given to others',
      style: 'keyword',
      options: [
        { name: 'target-nsid', values: ['number'], doc: 'Ids as that namespace knows them' },
        { name: 'nsid', values: ['number'], doc: 'Only this id' },
      ],
    },
    HELP_COMMAND,
    {
      name: 'add',
      match: 'prefix',
      doc: 'Make a namespace; its `lo` is down',
      style: 'keyword',
      options: [],
      positionals: [{ name: 'NAME', value: 'new-netns', doc: 'Its name' }],
    },
    {
      name: 'set',
      match: 'prefix',
      doc: 'Give a namespace an id, as this namespace sees it',
      style: 'keyword',
      options: [],
      positionals: [
        { name: 'NAME', value: 'netns', doc: 'Its name' },
        { name: 'ID', value: 'number', doc: 'The id, or `auto`' },
      ],
    },
    {
      name: 'delete',
      match: 'prefix',
      doc: 'Remove a namespace with the devices in it',
      style: 'keyword',
      options: [],
      positionals: [{ name: 'NAME', value: 'netns', doc: 'Its name' }],
    },
    {
      name: 'identify',
      match: 'prefix',
      doc: 'Show the name of the namespace a process is in',
      style: 'keyword',
      options: [],
      positionals: [{ name: 'PID', value: 'number', optional: true, doc: 'The process, or this one' }],
    },
    {
      name: 'pids',
      match: 'prefix',
      doc: 'Show the processes in a namespace',
      style: 'keyword',
      options: [],
      positionals: [{ name: 'NAME', value: 'netns', doc: 'Its name' }],
    },
    {
      name: 'exec',
      match: 'prefix',
      doc: 'Run a command in a namespace',
      style: 'keyword',
      options: [],
      positionals: [
        { name: 'NAME', value: 'netns', doc: 'The namespace' },
        { name: 'COMMAND', value: 'program', rest: true, doc: 'The command to run there' },
      ],
    },
    {
      name: 'monitor',
      match: 'prefix',
      doc: 'Watch names come and go',
      style: 'keyword',
      options: [],
      simulated: false,
    },
    {
      name: 'attach',
      match: 'prefix',
      doc: 'Name a process’s namespace',
      style: 'keyword',
      options: [],
      positionals: [
        { name: 'NAME', value: 'new-netns', doc: 'The name it gets' },
        { name: 'PID', value: 'number', doc: 'The process whose namespace it is' },
      ],
    },
  ],
};
