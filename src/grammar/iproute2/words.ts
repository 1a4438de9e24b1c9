import type { Command, Option } from '../command.ts';

/** `help`, which every object and most commands take. */
export const HELP: Option = { name: 'help', match: 'prefix', doc: 'Print the usage' };

/** `help` as a command of an object. */
export const HELP_COMMAND: Command = {
  name: 'help',
  match: 'prefix',
  doc: 'Print the usage',
  style: 'keyword',
  options: [],
};

/** The names of routing tables that every namespace has. */
export const TABLES: readonly string[] = ['main', 'local', 'default'];

/** The names of scopes (rt_scopes). */
export const SCOPES: readonly string[] = ['global', 'link', 'host', 'site', 'nowhere'];

/** Who may install routes, of Debian's rt_protos the names people meet. */
export const PROTOCOLS: readonly string[] = [
  'kernel',
  'boot',
  'static',
  'dhcp',
  'ra',
  'redirect',
  'bird',
  'zebra',
  'bgp',
  'ospf',
];

/** Types of routes (RTN_*). */
export const ROUTE_TYPES: readonly string[] = [
  'unicast',
  'local',
  'broadcast',
  'anycast',
  'multicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'nat',
];

/** States of neighbours (NUD_*). */
export const NUD_STATES: readonly string[] = [
  'permanent',
  'reachable',
  'stale',
  'noarp',
  'none',
  'incomplete',
  'delay',
  'probe',
  'failed',
];
