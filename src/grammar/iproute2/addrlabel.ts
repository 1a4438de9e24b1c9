import type { Command, Option } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** The words of `ip addrlabel add` and `delete`, in iproute2's order. */
export const ADDRLABEL_OPTIONS: readonly Option[] = [
  { name: 'prefix', values: ['prefix'], doc: 'The prefix that has the label' },
  { name: 'dev', values: ['device'], doc: 'Only on this device' },
  { name: 'label', values: ['number'], doc: 'The label' },
];

const change = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: ADDRLABEL_OPTIONS,
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
    { name: 'flush', match: 'prefix', doc: 'Remove all labels', style: 'keyword', options: [] },
    HELP_COMMAND,
  ],
};
