import type { Command } from '../command.ts';

/** netstat(8) of net-tools. */
export const NETSTAT: Command = {
  name: 'netstat',
  doc: 'lists sockets, routes and devices; `ss` and `ip` do so today',
  style: 'getopt',
  package: 'net-tools',
  options: [
    { name: '-t', aliases: ['--tcp'], doc: 'sockets of TCP' },
    { name: '-u', aliases: ['--udp'], doc: 'sockets of UDP' },
    { name: '-l', aliases: ['--listening'], doc: 'only those that wait for others' },
    { name: '-a', aliases: ['--all'], doc: 'all, whatever their state' },
    { name: '-n', aliases: ['--numeric'], doc: 'numbers, no names' },
    { name: '-p', aliases: ['--programs'], doc: 'the programs that have them open' },
    { name: '-r', aliases: ['--route'], doc: 'the routing table' },
    { name: '-i', aliases: ['--interfaces'], doc: 'the devices' },
    { name: '-e', aliases: ['--extend'], doc: 'more of each', repeatable: true },
    { name: '-4', aliases: ['--inet'], doc: 'IPv4 only' },
    { name: '-6', aliases: ['--inet6'], doc: 'IPv6 only' },
    { name: '-W', aliases: ['--wide'], doc: 'addresses in full' },
    { name: '-v', aliases: ['--verbose'], doc: 'say more' },
    { name: '-F', aliases: ['--fib'], doc: 'the forwarding table' },
    { name: '-C', aliases: ['--cache'], doc: 'the cache of routes' },
    { name: '-x', aliases: ['--unix'], doc: 'Unix domain sockets' },
    { name: '-w', aliases: ['--raw'], doc: 'raw sockets' },
    { name: '-o', aliases: ['--timers'], doc: 'timers', simulated: false },
    { name: '-s', aliases: ['--statistics'], doc: 'statistics of the protocols', simulated: false },
    { name: '-g', aliases: ['--groups'], doc: 'multicast groups', simulated: false },
    { name: '-c', aliases: ['--continuous'], doc: 'again each second', simulated: false },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
    { name: '-h', aliases: ['--help'], doc: 'help' },
  ],
};
