import type { Command } from '../command.ts';
import type { GetoptOption } from '../getopt.ts';
import { XTABLES_MONITOR } from './monitor.ts';
import { OPTIONS, OPTIONS6 } from './options.ts';

/** iptables(8) and the names it goes by. */
export const IPTABLES: Command = {
  name: 'iptables',
  aliases: ['iptables-nft', 'iptables-legacy'],
  doc: 'The packet filter and NAT of IPv4',
  style: 'getopt',
  package: 'iptables',
  options: OPTIONS,
  positionals: [
    { name: 'NUMBER', value: 'number', optional: true, doc: 'Number of a rule, or the policy or new name' },
  ],
};

/** iptables-save(8). */
export const IPTABLES_SAVE: Command = {
  name: 'iptables-save',
  aliases: ['iptables-nft-save', 'iptables-legacy-save'],
  doc: 'Prints the rules as iptables-restore reads them',
  style: 'getopt',
  package: 'iptables',
  options: [
    { name: '-c', aliases: ['--counters'], doc: 'Counters too' },
    {
      name: '-t',
      aliases: ['--table'],
      values: ['iptables-table'],
      words: ['filter', 'nat', 'mangle', 'raw', 'security'],
      doc: 'Only this table',
    },
    { name: '-f', aliases: ['--file'], values: ['file'], doc: 'Writes to a file' },
    { name: '-d', aliases: ['--dump'], doc: 'Nothing' },
    { name: '-M', aliases: ['--modprobe'], values: ['program'], doc: 'The program that loads modules' },
    { name: '-4', aliases: ['--ipv4'], doc: 'IPv4, which it is anyway' },
    { name: '-6', aliases: ['--ipv6'], doc: 'For files that both families read' },
    { name: '-V', aliases: ['--version'], doc: 'The version' },
  ],
};

const RESTORE_OPTIONS: readonly GetoptOption[] = [
  { name: '-c', aliases: ['--counters'], doc: 'Sets counters too' },
  { name: '-n', aliases: ['--noflush'], doc: 'Keeps the rules there are' },
  { name: '-t', aliases: ['--test'], doc: 'Only reads' },
  { name: '-v', aliases: ['--verbose'], doc: 'Says more' },
  { name: '-w', aliases: ['--wait'], values: ['number'], optionalValue: true, doc: 'Waits for the lock' },
  { name: '-W', aliases: ['--wait-interval'], values: ['number'], optionalValue: true, doc: 'How often to look' },
  {
    name: '-T',
    aliases: ['--table'],
    values: ['iptables-table'],
    words: ['filter', 'nat', 'mangle', 'raw', 'security'],
    doc: 'Only this table',
  },
  { name: '-M', aliases: ['--modprobe'], values: ['program'], doc: 'The program that loads modules' },
  { name: '-4', aliases: ['--ipv4'], doc: 'IPv4, which it is anyway' },
  { name: '-6', aliases: ['--ipv6'], doc: 'For files that both families read' },
  { name: '-h', aliases: ['--help'], doc: 'Help' },
  { name: '-V', aliases: ['--version'], doc: 'The version' },
];

/** iptables-restore(8). */
export const IPTABLES_RESTORE: Command = {
  name: 'iptables-restore',
  aliases: ['iptables-nft-restore', 'iptables-legacy-restore'],
  doc: 'Sets rules from the form that iptables-save prints',
  style: 'getopt',
  package: 'iptables',
  options: RESTORE_OPTIONS,
  positionals: [{ name: 'FILE', value: 'file', optional: true, doc: 'The file to read, else standard input' }],
};

/** ip6tables(8). */
export const IP6TABLES: Command = {
  ...IPTABLES,
  name: 'ip6tables',
  aliases: ['ip6tables-nft', 'ip6tables-legacy'],
  doc: 'The packet filter and NAT of IPv6',
  options: OPTIONS6,
};

/** ip6tables-save(8). */
export const IP6TABLES_SAVE: Command = {
  ...IPTABLES_SAVE,
  name: 'ip6tables-save',
  aliases: ['ip6tables-nft-save', 'ip6tables-legacy-save'],
  doc: 'Prints the rules as ip6tables-restore reads them',
};

/** ip6tables-restore(8). */
export const IP6TABLES_RESTORE: Command = {
  ...IPTABLES_RESTORE,
  name: 'ip6tables-restore',
  aliases: ['ip6tables-nft-restore', 'ip6tables-legacy-restore'],
  doc: 'Sets rules from the form that ip6tables-save prints',
};

/** Every command of these packages. */
export const IPTABLES_COMMANDS: readonly Command[] = [
  IPTABLES,
  IPTABLES_SAVE,
  IPTABLES_RESTORE,
  IP6TABLES,
  IP6TABLES_SAVE,
  IP6TABLES_RESTORE,
  XTABLES_MONITOR,
];
