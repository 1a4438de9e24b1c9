import type { Command } from '../command.ts';

/** arp(8) of net-tools. */
export const ARP: Command = {
  name: 'arp',
  doc: 'shows and changes the ARP cache',
  style: 'getopt',
  package: 'net-tools',
  options: [
    { name: '-n', aliases: ['--numeric'], doc: 'print addresses only' },
    { name: '-a', aliases: ['--all'], doc: 'print in BSD style' },
    { name: '-e', doc: 'print in Linux style' },
    { name: '-i', aliases: ['--device'], values: ['device'], doc: 'entries of one device' },
    { name: '-d', aliases: ['--delete'], doc: 'remove an entry' },
    { name: '-s', aliases: ['--set'], doc: 'set an entry' },
    { name: '-D', aliases: ['--use-device'], doc: 'the MAC address is that of a device' },
    { name: '-v', aliases: ['--verbose'], doc: 'say more' },
  ],
  positionals: [
    { name: 'HOST', value: 'address', doc: 'the neighbour', optional: true },
    { name: 'MAC', value: 'mac', doc: 'its MAC address', optional: true },
  ],
};
