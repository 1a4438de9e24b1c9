import type { Command } from '../command.ts';

/** arp(8) of net-tools. */
export const ARP: Command = {
  name: 'arp',
  doc: 'shows and changes the ARP cache',
  style: 'getopt',
  package: 'net-tools',
  options: [
    { name: '-n', aliases: ['--numeric'], doc: 'print addresses only' },
    { name: '-a', doc: 'print in BSD style' },
    { name: '-e', doc: 'print in Linux style' },
    { name: '-i', aliases: ['--device'], values: ['device'], doc: 'entries of one device' },
    { name: '-d', aliases: ['--delete'], doc: 'remove an entry' },
    { name: '-s', aliases: ['--set'], doc: 'set an entry' },
    { name: '-D', aliases: ['--use-device'], doc: 'take the MAC address of the device that is named in its place' },
    { name: '-f', aliases: ['--file'], doc: 'set the entries of a file, /etc/ethers without one' },
    { name: '-H', aliases: ['-t', '--hw-type'], values: ['text'], words: ['ether'], doc: 'the type of hardware' },
    { name: '-A', aliases: ['-p', '--protocol'], values: ['text'], words: ['inet'], doc: 'the family of addresses' },
    { name: '-v', aliases: ['--verbose'], doc: 'say more' },
    { name: '-N', aliases: ['--symbolic'], doc: 'print symbolic names: not there yet, as it says itself' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
    { name: '-h', aliases: ['--help'], doc: 'help' },
  ],
  positionals: [
    { name: 'HOST', value: 'address', doc: 'the neighbour', optional: true },
    { name: 'MAC', value: 'mac', doc: 'its MAC address', optional: true },
    {
      name: 'MANNER',
      value: 'text',
      words: ['temp', 'pub', 'netmask', 'dev'],
      doc: 'how it is kept: for a while, or published as one that is answered for',
      optional: true,
    },
    { name: 'VALUE', value: 'text', doc: 'of netmask or dev', optional: true },
  ],
};
