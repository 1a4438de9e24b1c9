import type { Command } from '../command.ts';

/** arping(8) of iputils. */
export const ARPING: Command = {
  name: 'arping',
  doc: 'asks for the MAC address of a neighbour by ARP',
  style: 'getopt',
  package: 'iputils-arping',
  options: [
    { name: '-c', values: ['number'], doc: 'stop after this many requests' },
    { name: '-w', values: ['time'], doc: 'end after this many seconds' },
    { name: '-i', values: ['time'], doc: 'seconds between two requests' },
    { name: '-I', values: ['device'], doc: 'the device to ask on' },
    { name: '-f', doc: 'end with the first answer' },
    { name: '-q', doc: 'print nothing' },
    { name: '-b', doc: 'keep broadcasting, do not turn to unicast' },
    { name: '-D', doc: 'look for a duplicate of the address' },
    { name: '-U', doc: 'announce the own address by requests' },
    { name: '-A', doc: 'announce the own address by replies' },
    { name: '-s', values: ['address'], doc: 'the source address' },
    { name: '-V', doc: 'the version' },
    { name: '-h', doc: 'help' },
  ],
  positionals: [{ name: 'DESTINATION', value: 'address', doc: 'the address to ask for' }],
};
