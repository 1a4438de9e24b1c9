import type { Command } from '../command.ts';

/** xtables-monitor(8). */
export const XTABLES_MONITOR: Command = {
  name: 'xtables-monitor',
  doc: 'tells of the rules that packets marked by TRACE meet',
  style: 'getopt',
  package: 'iptables',
  options: [
    { name: '-t', aliases: ['--trace'], doc: 'rules that traced packets meet' },
    { name: '-e', aliases: ['--event'], doc: 'changes of rules', simulated: false },
    { name: '-c', aliases: ['--counters'], doc: 'with the counters of rules' },
    { name: '-4', aliases: ['--ipv4'], doc: 'only IPv4' },
    { name: '-6', aliases: ['--ipv6'], doc: 'only IPv6' },
    { name: '-h', aliases: ['--help'], doc: 'help' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
  ],
};
