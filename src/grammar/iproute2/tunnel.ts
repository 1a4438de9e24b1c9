import type { Command } from '../command.ts';
import { HELP_COMMAND } from './words.ts';

const change = (name: string, doc: string, aliases: readonly string[] = []): Command => ({
  name,
  aliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: [],
  simulated: false,
});
const listing = (name: string, prefixAliases: readonly string[], doc: string): Command => ({
  name,
  prefixAliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: [],
});

/** `ip tunnel`: tunnels are not simulated, so there are none. */
export const TUNNEL: Command = {
  name: 'tunnel',
  prefixAliases: ['tunl'],
  match: 'prefix',
  doc: 'Tunnels',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    change('add', 'Make a tunnel'),
    change('change', 'Change a tunnel'),
    change('delete', 'Remove a tunnel'),
    listing('show', ['lst', 'list'], 'Show the tunnels'),
    change('prl', 'Routers a tunnel may use'),
    change('6rd', 'Rapid deployment of IPv6'),
    HELP_COMMAND,
  ],
};

/** `ip tuntap`: devices of programs are not simulated, so there are none. */
export const TUNTAP: Command = {
  name: 'tuntap',
  prefixAliases: ['tap'],
  match: 'prefix',
  doc: 'TUN and TAP devices',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    change('add', 'Make a device'),
    change('delete', 'Remove a device'),
    listing('show', ['lst', 'list'], 'Show the devices'),
    HELP_COMMAND,
  ],
};

/** `ip tcp_metrics`: what TCP remembers of hosts, which is nothing yet. */
export const TCP_METRICS: Command = {
  name: 'tcpmetrics',
  prefixAliases: ['tcp_metrics'],
  match: 'prefix',
  doc: 'What TCP remembers of hosts',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    change('delete', 'Forget a host'),
    listing('show', ['lst', 'list'], 'Show what is remembered'),
    { ...listing('flush', [], 'Forget all hosts') },
    HELP_COMMAND,
  ],
};
