import type { Command, Option, Positional } from '../command.ts';
import { SHOW_OPTIONS, SHOWN_DEVICE } from './link.ts';
import { HELP, HELP_COMMAND, SCOPES } from './words.ts';

/** The words of `ip addr add`, `change`, `replace` and `delete`, in iproute2's order. */
export const ADDRESS_OPTIONS: readonly Option[] = [
  {
    name: 'peer',
    aliases: ['remote'],
    values: ['prefix'],
    doc: 'The address at the other end of a point-to-point link',
  },
  {
    name: 'broadcast',
    aliases: ['brd'],
    match: 'prefix',
    values: ['address'],
    words: ['+', '-'],
    doc: 'The broadcast address; `+` sets all host bits, `-` clears them',
  },
  { name: 'anycast', values: ['address'], doc: 'Its anycast address, which Linux takes no notice of' },
  { name: 'scope', values: ['scope'], words: SCOPES, doc: 'Where the address is valid' },
  { name: 'dev', values: ['device'], doc: 'The device that gets the address', required: true },
  { name: 'label', values: ['text'], doc: 'A name for the address that begins with the device’s' },
  {
    name: 'metric',
    prefixAliases: ['priority', 'preference'],
    match: 'prefix',
    values: ['number'],
    doc: 'The metric of the route to its network',
  },
  { name: 'valid_lft', match: 'prefix', values: ['time'], words: ['forever'], doc: 'Seconds until the address goes' },
  {
    name: 'preferred_lft',
    match: 'prefix',
    values: ['time'],
    words: ['forever'],
    doc: 'Seconds until new connections avoid the address',
  },
  { name: 'secondary', doc: 'Shown by the kernel, cannot be set' },
  { name: 'temporary', doc: 'Shown by the kernel, cannot be set' },
  { name: 'nodad', doc: 'IPv6: do not look for duplicates first' },
  { name: 'optimistic', doc: 'IPv6: use the address while duplicates are looked for' },
  { name: 'dadfailed', doc: 'Shown by the kernel, cannot be set' },
  { name: 'home', doc: 'IPv6: a home address of Mobile IPv6' },
  { name: 'deprecated', doc: 'Shown by the kernel, cannot be set' },
  { name: 'tentative', doc: 'Shown by the kernel, cannot be set' },
  { name: 'permanent', doc: 'Shown by the kernel, cannot be set' },
  { name: 'mngtmpaddr', doc: 'IPv6: make temporary addresses from this one' },
  { name: 'noprefixroute', doc: 'Do not add the route to its network' },
  { name: 'autojoin', doc: 'Join the multicast group of the address' },
  { name: 'stable-privacy', doc: 'Shown by the kernel, cannot be set' },
  HELP,
];

const LOCAL: readonly Positional[] = [
  { name: 'ADDRESS/LENGTH', value: 'interface-address', keyword: 'local', doc: 'The address with its prefix length' },
];

const modify = (name: string, doc: string, aliases: readonly string[] = []): Command => ({
  name,
  aliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: ADDRESS_OPTIONS,
  positionals: LOCAL,
});

/** `ip address`, the addresses of devices. */
export const ADDRESS: Command = {
  name: 'address',
  written: 'addr',
  match: 'prefix',
  doc: 'Addresses of devices: add, show, remove them',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    modify('add', 'Give a device an address; without a length only that one address (/32)'),
    modify('change', 'Change the address, or add it', ['chg']),
    modify('replace', 'Add the address, or change it'),
    modify('delete', 'Take an address from a device'),
    {
      name: 'show',
      prefixAliases: ['list', 'lst'],
      match: 'prefix',
      doc: 'Show devices with their addresses',
      style: 'keyword',
      options: SHOW_OPTIONS,
      positionals: SHOWN_DEVICE,
    },
    {
      name: 'flush',
      match: 'prefix',
      doc: 'Remove every address that the words pick',
      style: 'keyword',
      options: SHOW_OPTIONS,
      positionals: SHOWN_DEVICE,
    },
    {
      name: 'save',
      match: 'prefix',
      doc: 'Write the addresses to standard output, to be read again',
      style: 'keyword',
      options: SHOW_OPTIONS,
      positionals: SHOWN_DEVICE,
    },
    { name: 'showdump', match: 'prefix', doc: 'Show the addresses that were saved', style: 'keyword', options: [] },
    { name: 'restore', match: 'prefix', doc: 'Add the addresses that were saved', style: 'keyword', options: [] },
    HELP_COMMAND,
  ],
};
