import type { Command, Option, Positional } from '../command.ts';

const OPTIONS: readonly Option[] = [
  { name: '-net', doc: 'The target is a network' },
  { name: '-host', doc: 'The target is a single host' },
  { name: 'gw', aliases: ['gateway'], values: ['address'], doc: 'The router that packets are sent to' },
  { name: 'netmask', values: ['address'], doc: 'The mask of the network, such as `255.255.255.0`' },
  { name: 'dev', aliases: ['device'], values: ['device'], doc: 'The device that packets leave by' },
  { name: 'metric', values: ['number'], doc: 'The lower it is, the more a route is liked' },
  { name: 'reject', doc: 'Packets are refused' },
  { name: 'mss', values: ['number'], doc: 'The largest segment of TCP' },
  { name: 'window', values: ['number'], doc: 'The window of TCP' },
  { name: 'irtt', values: ['number'], doc: 'The first guess of the round trip of TCP' },
  { name: 'mod', doc: 'A route made by a routing daemon' },
  { name: 'dyn', doc: 'A route made by a redirect' },
  { name: 'reinstate', doc: 'A route that is put back' },
];

const POSITIONALS: readonly Positional[] = [
  { name: 'TARGET', value: 'prefix', doc: 'the destination: a host, a network, or `default`' },
  { name: 'DEVICE', value: 'device', doc: 'the device that packets leave by', optional: true },
];

const sub = (name: string, doc: string): Command => ({
  name,
  doc,
  style: 'keyword',
  options: OPTIONS,
  positionals: POSITIONALS,
});

/** route(8) of net-tools. */
export const ROUTE: Command = {
  name: 'route',
  doc: 'shows and changes the main routing table',
  style: 'getopt',
  package: 'net-tools',
  options: [
    { name: '-n', aliases: ['--numeric'], doc: 'Print addresses only' },
    { name: '-e', aliases: ['--extend'], doc: 'Print other columns; twice: all of them', repeatable: true },
    { name: '-v', aliases: ['--verbose'], doc: 'Say more' },
    { name: '-F', aliases: ['--fib'], doc: 'Show the routing table' },
    { name: '-C', aliases: ['--cache'], doc: 'Show the cache of routes, which Linux has no more' },
    { name: '-4', aliases: ['--inet'], doc: 'IPv4' },
    { name: '-6', aliases: ['--inet6'], doc: 'IPv6', simulated: false },
    { name: '-A', values: ['text'], words: ['inet', 'inet6'], doc: 'An address family' },
    { name: '-V', aliases: ['--version'], doc: 'The version' },
    { name: '-h', aliases: ['--help'], doc: 'How it is called' },
  ],
  commands: [
    sub('add', 'Add a route'),
    sub('del', 'Remove a route'),
    { name: 'flush', doc: 'Refused for IPv4', style: 'keyword', options: [] },
  ],
};
