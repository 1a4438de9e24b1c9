import type { Command } from '../command.ts';

/** traceroute(8). */
export const TRACEROUTE: Command = {
  name: 'traceroute',
  doc: 'shows the routers on the way to a host',
  style: 'getopt',
  package: 'traceroute',
  options: [
    { name: '-n', doc: 'print addresses only' },
    { name: '-m', aliases: ['--max-hops'], values: ['number'], doc: 'the largest time to live (30)' },
    { name: '-q', aliases: ['--queries'], values: ['number'], doc: 'probes for each hop (3)' },
    { name: '-w', aliases: ['--wait'], values: ['time'], doc: 'seconds to wait for an answer (5)' },
    { name: '-f', aliases: ['--first'], values: ['number'], doc: 'the time to live to begin with' },
    { name: '-N', aliases: ['--sim-queries'], values: ['number'], doc: 'probes under way at once (16)' },
    { name: '-i', aliases: ['--interface'], values: ['device'], doc: 'the device to send by' },
    { name: '-s', aliases: ['--source'], values: ['address'], doc: 'the source address' },
    { name: '-p', aliases: ['--port'], values: ['port'], doc: 'the destination port (33434 and up)' },
    { name: '-t', aliases: ['--tos'], values: ['number'], doc: 'the type of service' },
    { name: '-I', aliases: ['--icmp'], doc: 'probe with ICMP echo requests' },
    { name: '-T', aliases: ['--tcp'], doc: 'probe with TCP SYN' },
    { name: '-U', aliases: ['--udp'], doc: 'probe with UDP to one port' },
    { name: '-F', aliases: ['--dont-fragment'], doc: 'forbid fragments' },
    { name: '-4', doc: 'IPv4 only' },
    { name: '-6', doc: 'IPv6 only', simulated: false },
    { name: '-z', aliases: ['--sendwait'], values: ['time'], doc: 'seconds between two probes' },
  ],
  positionals: [
    { name: 'HOST', value: 'host', doc: 'the host to look for' },
    { name: 'PACKETLEN', value: 'number', doc: 'bytes of a probe (60)', optional: true },
  ],
};
