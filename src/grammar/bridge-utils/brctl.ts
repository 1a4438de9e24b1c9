import type { Command, Positional } from '../command.ts';

const BRIDGE: Positional = { name: 'BRIDGE', value: 'bridge', doc: 'the bridge' };
const PORT: Positional = { name: 'DEVICE', value: 'device', doc: 'the port' };
const TIME: Positional = { name: 'SECONDS', value: 'time', doc: 'a time in seconds' };
const NUMBER: Positional = { name: 'NUMBER', value: 'number', doc: 'a number' };
const SWITCH: Positional = { name: 'ON|OFF', value: 'on-off', doc: 'on or off' };

const sub = (name: string, doc: string, ...positionals: Positional[]): Command => ({
  name,
  doc,
  style: 'getopt',
  options: [],
  positionals,
});

/** brctl(8) of bridge-utils. */
export const BRCTL: Command = {
  name: 'brctl',
  doc: 'makes and changes Ethernet bridges',
  style: 'getopt',
  package: 'bridge-utils',
  options: [
    { name: '-h', aliases: ['--help'], doc: 'the usage' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
  ],
  commands: [
    sub('addbr', 'make a bridge', { name: 'BRIDGE', value: 'new-bridge', doc: 'the name of the new bridge' }),
    sub('delbr', 'remove a bridge that is down', BRIDGE),
    sub('addif', 'make a device a port of a bridge', BRIDGE, PORT),
    sub('delif', 'take a port off a bridge', BRIDGE, PORT),
    sub('hairpin', 'let a port send frames back where they came from', BRIDGE, PORT, SWITCH),
    sub('setageing', 'set how long a station is remembered', BRIDGE, TIME),
    sub('setbridgeprio', 'set the priority in the spanning tree', BRIDGE, NUMBER),
    sub('setfd', 'set the forward delay', BRIDGE, TIME),
    sub('sethello', 'set the hello time', BRIDGE, TIME),
    sub('setmaxage', 'set the maximum age of a message', BRIDGE, TIME),
    sub('setpathcost', 'set the cost of a port', BRIDGE, PORT, NUMBER),
    sub('setportprio', 'set the priority of a port', BRIDGE, PORT, NUMBER),
    sub('show', 'list bridges and their ports', { ...BRIDGE, optional: true }),
    sub('showmacs', 'list the stations a bridge knows', BRIDGE),
    sub('showstp', 'show the spanning tree of a bridge', BRIDGE),
    sub('stp', 'switch the spanning tree on or off', BRIDGE, SWITCH),
  ],
};
