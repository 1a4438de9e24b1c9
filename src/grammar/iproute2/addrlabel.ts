import type { Command } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

const change = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: [],
  simulated: false,
});

/** `ip addrlabel`, the labels by which IPv6 chooses source addresses (RFC 6724). */
export const ADDRLABEL: Command = {
  name: 'addrlabel',
  match: 'prefix',
  doc: 'Labels for choosing IPv6 source addresses',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    {
      name: 'list',
      prefixAliases: ['show'],
      match: 'prefix',
      doc: 'Show the labels',
      style: 'keyword',
      options: [],
    },
    change('add', 'Add a label for a prefix'),
    change('delete', 'Remove a label'),
    change('flush', 'Remove all labels'),
    HELP_COMMAND,
  ],
};
