import type { Command, Option, Positional } from '../command.ts';
import { HELP, HELP_COMMAND } from './words.ts';

/** The words of `ip token list` and `get`. */
export const TOKEN_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'Only the identifier of this device' },
];

/** The words of `ip token set` and `del`. */
export const TOKEN_CHANGE_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'The device that uses the identifier' },
  HELP,
];

const IDENTIFIER: Positional = { name: 'TOKEN', value: 'address', doc: 'The last 64 bits of its addresses, as in ::5' };
const change = (name: string, doc: string, positionals: readonly Positional[] = []): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: TOKEN_CHANGE_OPTIONS,
  positionals,
});
const listing = (name: string, prefixAliases: readonly string[]): Command => ({
  name,
  prefixAliases,
  match: 'prefix',
  doc: 'Show the identifiers',
  style: 'keyword',
  options: TOKEN_OPTIONS,
});

/** `ip token`, the host parts that devices use in addresses a router announces. */
export const TOKEN: Command = {
  name: 'token',
  match: 'prefix',
  doc: 'Interface identifiers for IPv6 addresses',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    listing('list', ['lst', 'show']),
    change('set', 'Set the identifier of a device', [IDENTIFIER]),
    change('del', 'Forget the identifier of a device'),
    listing('get', []),
    HELP_COMMAND,
  ],
};
