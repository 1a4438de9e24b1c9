import type { Command, Option } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** The words of `ip token list` and `get`. */
export const TOKEN_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'Only the identifier of this device' },
];

const change = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: [],
  simulated: false,
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
    change('set', 'Set the identifier of a device'),
    change('del', 'Forget the identifier of a device'),
    listing('get', []),
    HELP_COMMAND,
  ],
};
