import type { Command, Option } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** The words of `ip mroute show`. */
export const MROUTE_OPTIONS: readonly Option[] = [
  { name: 'table', match: 'prefix', values: ['route-table'], doc: 'Only this table' },
  { name: 'iif', values: ['device'], doc: 'Only what comes in by this device' },
  { name: 'from', match: 'prefix', values: ['prefix'], doc: 'Only these sources' },
  { name: 'to', values: ['prefix'], doc: 'Only these groups' },
];

/** `ip mroute`: there are none without a multicast routing daemon. */
export const MROUTE: Command = {
  name: 'mroute',
  match: 'prefix',
  doc: 'Multicast routes',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the routes',
      style: 'keyword',
      options: MROUTE_OPTIONS,
    },
    HELP_COMMAND,
  ],
};

const change = (name: string): Command => ({
  name,
  match: 'prefix',
  doc: 'Change the rules',
  style: 'keyword',
  options: [],
  simulated: false,
});

/** `ip mrule`, the rules that choose a table of multicast routes. */
export const MRULE: Command = {
  name: 'mrule',
  match: 'prefix',
  doc: 'Multicast rules',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    {
      name: 'list',
      prefixAliases: ['lst', 'show'],
      match: 'prefix',
      doc: 'Show the rules',
      style: 'keyword',
      options: [],
    },
    ...['save', 'restore', 'add', 'delete', 'flush'].map(change),
    HELP_COMMAND,
  ],
};
