import type { Command, Option } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** The words of `bridge mdb add` and `delete`, in iproute2's order. */
export const BRIDGE_MDB_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['bridge'], doc: 'The bridge', required: true },
  { name: 'grp', values: ['address'], doc: 'The group: an address of IPv4, IPv6 or Ethernet', required: true },
  { name: 'port', values: ['device'], doc: 'The port that listens, or the bridge itself', required: true },
  { name: 'permanent', doc: 'For ever' },
  { name: 'temp', doc: 'As long as a report of a member counts' },
  { name: 'vid', values: ['number'], doc: 'Only in this VLAN' },
  { name: 'src', values: ['address'], doc: 'Only from this source' },
];

/** The words of `bridge mdb show`. */
const BRIDGE_MDB_FILTERS: readonly Option[] = [
  { name: 'dev', values: ['bridge'], doc: 'Only groups of this bridge' },
  { name: 'vid', values: ['number'], doc: 'Only groups of this VLAN' },
];

/** `bridge mdb`. */
export const BRIDGE_MDB: Command = {
  name: 'mdb',
  match: 'prefix',
  doc: 'Multicast groups: behind which ports members are',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    { name: 'add', match: 'prefix', doc: 'Put a port into a group', style: 'keyword', options: BRIDGE_MDB_OPTIONS },
    {
      name: 'delete',
      match: 'prefix',
      doc: 'Take a port out of a group',
      style: 'keyword',
      options: BRIDGE_MDB_OPTIONS,
    },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the groups',
      style: 'keyword',
      options: BRIDGE_MDB_FILTERS,
    },
    HELP_COMMAND,
  ],
};
