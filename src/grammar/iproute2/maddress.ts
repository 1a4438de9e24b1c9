import type { Command, Option } from '../command.ts';
import { SHOWN_DEVICE } from './link.ts';
import { HELP, HELP_COMMAND } from './words.ts';

/** The words of `ip maddress add` and `delete`. */
export const MADDRESS_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'The device that listens to the group', required: true },
  { name: 'address', match: 'prefix', values: ['mac'], doc: 'The group, a link layer address' },
  HELP,
];

const change = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: MADDRESS_OPTIONS,
  positionals: [
    { name: 'ADDRESS', value: 'mac', keyword: 'address', doc: 'The group, a link layer address as 01:00:5e:00:00:05' },
  ],
});

/** `ip maddress`, the multicast groups that devices listen to. */
export const MADDRESS: Command = {
  name: 'maddress',
  match: 'prefix',
  doc: 'Multicast groups that devices listen to',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    change('add', 'Let a device listen to a link layer group'),
    change('delete', 'Let it listen no more'),
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the groups of link layer, IPv4 and IPv6',
      style: 'keyword',
      options: [HELP],
      positionals: SHOWN_DEVICE,
    },
    HELP_COMMAND,
  ],
};
