import type { Command, Option } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

const NAME: Option = {
  name: 'name',
  values: ['text'],
  words: ['arp_cache', 'ndisc_cache'],
  doc: 'The table: that of IPv4, or that of IPv6',
};
const number = (name: string, doc: string): Option => ({ name, values: ['number'], doc });

/** The parameters of a whole table, which no namespace but the first may change. */
const TABLE_OPTIONS: readonly Option[] = [
  number('thresh1', 'Entries that are kept in any case'),
  number('thresh2', 'Entries that are kept for a while'),
  number('thresh3', 'The most entries'),
  number('gc_int', 'How often old entries are looked for, in milliseconds'),
];

/** The parameters of a device, in the order in which they are shown, times in milliseconds. */
export const NTABLE_PARAMETERS: readonly Option[] = [
  number('base_reachable', 'How long a neighbour that answered counts as reachable'),
  number('retrans', 'The time between two questions'),
  number('gc_stale', 'How long an unused entry is kept'),
  number('delay_probe', 'How long traffic may show that a stale neighbour is there'),
  number('queue', 'How many packets wait for an answer'),
  number('app_probes', 'How many questions are left to a program'),
  number('ucast_probes', 'How many questions go to the known address'),
  number('mcast_probes', 'How many questions go to all'),
  number('anycast_delay', 'The most time before an answer for an address of several'),
  number('proxy_delay', 'The most time before an answer for somebody else'),
  number('proxy_queue', 'How many questions wait for such an answer'),
  number('locktime', 'The least time before an entry changes again'),
];

/** The words of `ip ntable show` and `change`. */
export const NTABLE_FILTERS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'Only the parameters of this device' },
  NAME,
];
export const NTABLE_OPTIONS: readonly Option[] = [
  NAME,
  ...TABLE_OPTIONS,
  { name: 'dev', values: ['device'], doc: 'The device whose parameters are changed' },
  ...NTABLE_PARAMETERS,
];

/** `ip ntable`, how neighbours are looked for. */
export const NTABLE: Command = {
  name: 'ntable',
  prefixAliases: ['ntbl'],
  match: 'prefix',
  doc: 'How neighbours are looked for, device by device',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    {
      name: 'change',
      aliases: ['chg'],
      match: 'prefix',
      doc: 'Change parameters of a device',
      style: 'keyword',
      options: NTABLE_OPTIONS,
    },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the parameters',
      style: 'keyword',
      options: NTABLE_FILTERS,
    },
    HELP_COMMAND,
  ],
};
