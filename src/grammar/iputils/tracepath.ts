import type { Command } from '../command.ts';

/** tracepath(8) of iputils. */
export const TRACEPATH: Command = {
  name: 'tracepath',
  doc: 'shows the routers on the way to a host, and the path MTU',
  style: 'getopt',
  package: 'iputils-tracepath',
  options: [
    { name: '-n', doc: 'print addresses only' },
    { name: '-b', doc: 'print names and addresses' },
    { name: '-l', values: ['number'], doc: 'bytes of the first packet (65535)' },
    { name: '-m', values: ['number'], doc: 'the largest time to live (30)' },
    { name: '-p', values: ['port'], doc: 'the destination port to begin with (44444)' },
    { name: '-4', doc: 'IPv4 only' },
    { name: '-6', doc: 'IPv6 only', simulated: false },
    { name: '-V', doc: 'the version' },
    { name: '-h', doc: 'help' },
  ],
  positionals: [{ name: 'DESTINATION', value: 'host', doc: 'the host to look for; a port may follow behind a slash' }],
};
