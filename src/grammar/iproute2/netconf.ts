import type { Command, Option } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

/** The words of `ip netconf show`. */
export const NETCONF_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'Only the settings of this device' },
];

/** `ip netconf`, the settings of devices that routing daemons want to know. */
export const NETCONF: Command = {
  name: 'netconf',
  match: 'prefix',
  doc: 'Settings of devices: forwarding, rp_filter, proxies',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the settings',
      style: 'keyword',
      options: NETCONF_OPTIONS,
    },
    HELP_COMMAND,
  ],
};
