import type { Command, Option } from '../command.ts';
import { HELP } from './words.ts';

/** A kind of change that can be listened for, by any beginning of its name. */
export const group = (name: string, doc: string): Option => ({ name, match: 'prefix', doc });

/** Where a monitor reads what was written down before. */
export const FILE: Option = { name: 'file', match: 'prefix', values: ['file'], doc: 'Print what rtmon(8) has written' };

/** `ip monitor`, in iproute2's order of words. */
export const MONITOR: Command = {
  name: 'monitor',
  match: 'prefix',
  doc: 'Print changes as they happen',
  style: 'keyword',
  options: [
    FILE,
    { name: 'label', match: 'prefix', doc: 'Say of each change what it is about' },
    group('link', 'Devices'),
    group('address', 'Addresses'),
    group('route', 'Routes'),
    group('mroute', 'Multicast routes, of which there are none'),
    group('prefix', 'Prefixes that IPv6 routers announce, of which there are none'),
    { ...group('neighbour', 'Neighbours'), prefixAliases: ['neigh'], match: 'exact' },
    group('netconf', 'Settings of devices, which are not told'),
    group('rule', 'Policy rules'),
    group('nsid', 'Ids of namespaces, which are not told'),
    group('nexthop', 'Next hop objects'),
    { name: 'stats', doc: 'Counters, which are not told' },
    { name: 'all', doc: 'Everything, labelled' },
    { name: 'all-nsid', match: 'prefix', doc: 'In other namespaces, too' },
    HELP,
    { name: 'dev', values: ['device'], doc: 'Only what is about this device' },
  ],
};
