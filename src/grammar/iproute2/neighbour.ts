import type { Command, Option, Positional } from '../command.ts';
import { HELP, HELP_COMMAND, NUD_STATES, PROTOCOLS } from './words.ts';

const DEV: Option = { name: 'dev', values: ['device'], doc: 'The device the neighbour is reached by' };
const PROTOCOL: Option = {
  name: 'protocol',
  match: 'prefix',
  values: ['route-protocol'],
  words: PROTOCOLS,
  doc: 'Who made the entry',
};
const PROXY: Option = { name: 'proxy', match: 'prefix', values: ['address'], doc: 'Answer ARP for this address' };

/** The words of `ip neigh add`, `change`, `replace` and `delete`, in iproute2's order. */
export const NEIGHBOUR_OPTIONS: readonly Option[] = [
  { name: 'lladdr', match: 'prefix', values: ['mac'], doc: 'Its MAC address' },
  { name: 'nud', values: ['nud-state'], words: NUD_STATES, doc: 'The state of the entry' },
  PROXY,
  { name: 'router', doc: 'The neighbour is a router (IPv6)' },
  { name: 'use', doc: 'Resolve it now' },
  { name: 'managed', doc: 'Keep it resolved' },
  { name: 'extern_learn', match: 'prefix', doc: 'Learned by someone else, who looks after it' },
  DEV,
  PROTOCOL,
  HELP,
];

/** The words of `ip neigh show` and `flush`, in iproute2's order. */
export const NEIGHBOUR_FILTERS: readonly Option[] = [
  { ...DEV, doc: 'Only neighbours on this device' },
  { name: 'master', values: ['bridge'], doc: 'Only neighbours on ports of this bridge' },
  { name: 'vrf', values: ['device'], doc: 'Only neighbours of this VRF' },
  { name: 'nomaster', doc: 'Only neighbours on devices without master' },
  { name: 'unused', doc: 'Only neighbours that nobody uses' },
  {
    name: 'nud',
    repeatable: true,
    values: ['nud-state'],
    words: [...NUD_STATES, 'all'],
    doc: 'Only entries in this state',
  },
  { name: 'proxy', doc: 'Only the addresses answered for' },
  { ...PROTOCOL, doc: 'Only entries made by this' },
  HELP,
];

/** The words of `ip neigh get`, in iproute2's order. */
export const NEIGHBOUR_GET_OPTIONS: readonly Option[] = [DEV, PROXY, HELP];

const ADDRESS: Positional = { name: 'ADDRESS', value: 'address', keyword: 'to', doc: 'The address of the neighbour' };
const modify = (name: string, doc: string, aliases: readonly string[] = []): Command => ({
  name,
  aliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: NEIGHBOUR_OPTIONS,
  positionals: [ADDRESS],
});
const filtered = (name: string, doc: string, prefixAliases: readonly string[] = []): Command => ({
  name,
  prefixAliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: NEIGHBOUR_FILTERS,
  positionals: [
    { name: 'PREFIX', value: 'prefix', keyword: 'to', optional: true, doc: 'Only neighbours within this prefix' },
  ],
});

/** `ip neighbour`, the ARP cache. */
export const NEIGHBOUR: Command = {
  name: 'neighbor',
  written: 'neigh',
  prefixAliases: ['neighbour'],
  match: 'prefix',
  doc: 'Neighbours: which MAC address belongs to an IP address on a link (the ARP cache)',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    modify('add', 'Add an entry'),
    modify('change', 'Change an entry that exists', ['chg']),
    modify('replace', 'Change an entry or add it'),
    modify('delete', 'Remove an entry'),
    {
      name: 'get',
      match: 'prefix',
      doc: 'Show one entry',
      style: 'keyword',
      options: NEIGHBOUR_GET_OPTIONS,
      positionals: [ADDRESS],
    },
    filtered('show', 'Show the entries', ['lst', 'list']),
    filtered('flush', 'Forget the entries that the words pick'),
    HELP_COMMAND,
  ],
};
