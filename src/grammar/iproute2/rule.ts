import type { Command, Option, Positional } from '../command.ts';
import { HELP, HELP_COMMAND, PROTOCOLS, TABLES } from './words.ts';

const NOT: Option = { name: 'not', doc: 'The rule is for packets that do not match the rest' };
const FROM: Option = { name: 'from', values: ['prefix'], words: ['all'], doc: 'Only packets from here' };
const TO: Option = { name: 'to', values: ['prefix'], words: ['all'], doc: 'Only packets to here' };
const PREFERENCE: Option = {
  name: 'preference',
  prefixAliases: ['order', 'priority'],
  match: 'prefix',
  values: ['number'],
  doc: 'Rules are tried from the lowest number on',
};
const TOS: Option = { name: 'tos', prefixAliases: ['dsfield'], values: ['number'], doc: 'Only this type of service' };
const FWMARK: Option = {
  name: 'fwmark',
  values: ['mark'],
  doc: 'Only packets with this firewall mark, MARK or MARK/MASK',
};
const TABLE: Option = {
  name: 'table',
  aliases: ['lookup'],
  match: 'prefix',
  values: ['route-table'],
  words: TABLES,
  doc: 'The routing table to look in',
};
const PROTOCOL: Option = {
  name: 'protocol',
  match: 'prefix',
  values: ['route-protocol'],
  words: PROTOCOLS,
  doc: 'Who installed the rule',
};
const IIF: Option = {
  name: 'iif',
  aliases: ['dev'],
  values: ['device'],
  doc: 'Only packets that came in by this device; `lo` means packets of this host',
};
const OIF: Option = { name: 'oif', values: ['device'], doc: 'Only packets of sockets bound to this device' };
const L3MDEV: Option = { name: 'l3mdev', doc: 'Look in the table of the packet’s VRF' };
const UIDRANGE: Option = { name: 'uidrange', values: ['text'], doc: 'Only packets of these users, UID-UID' };
const IPPROTO: Option = { name: 'ipproto', values: ['ip-protocol'], doc: 'Only packets of this protocol' };
const SPORT: Option = { name: 'sport', values: ['port'], doc: 'Only this source port, PORT or PORT-PORT' };
const DPORT: Option = { name: 'dport', values: ['port'], doc: 'Only this destination port, PORT or PORT-PORT' };
const TUN_ID: Option = {
  name: 'tun_id',
  match: 'prefix',
  values: ['number'],
  doc: 'Only packets out of the tunnel of this key',
};

/** The words of `ip rule add` and `delete`, in iproute2's order. */
export const RULE_OPTIONS: readonly Option[] = [
  NOT,
  FROM,
  TO,
  PREFERENCE,
  TOS,
  FWMARK,
  { name: 'realms', match: 'prefix', values: ['text'], doc: 'Realms to count by, SOURCE/DESTINATION' },
  PROTOCOL,
  TUN_ID,
  TABLE,
  {
    name: 'suppress_prefixlength',
    aliases: ['sup_pl'],
    match: 'prefix',
    values: ['number'],
    doc: 'Refuse what the table finds when its prefix is this short; 0 refuses default routes',
  },
  {
    name: 'suppress_ifgroup',
    aliases: ['sup_group'],
    match: 'prefix',
    values: ['text'],
    doc: 'Refuse routes through devices of this group',
  },
  IIF,
  OIF,
  L3MDEV,
  UIDRANGE,
  { name: 'nat', prefixAliases: ['map-to'], values: ['address'], doc: 'Route NAT, long gone' },
  IPPROTO,
  SPORT,
  DPORT,
  HELP,
  { name: 'goto', match: 'prefix', values: ['number'], doc: 'Go on with the rule of this preference' },
  { name: 'nop', match: 'prefix', doc: 'Do nothing and go on' },
];

const ACTION: readonly Positional[] = [
  {
    name: 'ACTION',
    value: 'route-type',
    keyword: 'type',
    words: ['blackhole', 'unreachable', 'prohibit', 'unicast'],
    optional: true,
    doc: 'What happens to packets that match, instead of a lookup',
  },
];

/** The words of `ip rule show` and `flush`, in iproute2's order. */
export const RULE_FILTERS: readonly Option[] = [
  PREFERENCE,
  NOT,
  { ...TOS, prefixAliases: [], aliases: ['dsfield'] },
  FWMARK,
  IIF,
  OIF,
  L3MDEV,
  UIDRANGE,
  TUN_ID,
  { ...TABLE, name: 'lookup', aliases: [], prefixAliases: ['table'], doc: 'Only rules that look in this table' },
  { ...FROM, prefixAliases: ['src'], match: 'prefix' },
  PROTOCOL,
  IPPROTO,
  SPORT,
  DPORT,
  { ...TO, prefixAliases: ['dst'], match: 'prefix' },
];

const shown = (name: string, doc: string, prefixAliases: readonly string[] = []): Command => ({
  name,
  prefixAliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: RULE_FILTERS,
});

/** `ip rule`, the list of policy rules. */
export const RULE: Command = {
  name: 'rule',
  match: 'prefix',
  doc: 'Policy rules: which routing table is looked in, for which packets',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    shown('list', 'Show the rules', ['lst', 'show']),
    {
      name: 'save',
      match: 'prefix',
      doc: 'Write the rules to standard output, to be read again',
      style: 'keyword',
      options: [],
    },
    { name: 'restore', match: 'prefix', doc: 'Add the rules that were saved', style: 'keyword', options: [] },
    { name: 'add', match: 'prefix', doc: 'Add a rule', style: 'keyword', options: RULE_OPTIONS, positionals: ACTION },
    {
      name: 'delete',
      match: 'prefix',
      doc: 'Remove the first rule that fits',
      style: 'keyword',
      options: RULE_OPTIONS,
      positionals: ACTION,
    },
    shown('flush', 'Remove the rules that the words pick, but not those of preference 0'),
    HELP_COMMAND,
  ],
};
