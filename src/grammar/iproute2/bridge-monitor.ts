import type { Command, Option } from '../command.ts';
import { HELP } from './words.ts';

const group = (name: string, doc: string): Option => ({ name, match: 'prefix', doc });

/** `bridge monitor`, in iproute2's order of words. */
export const BRIDGE_MONITOR: Command = {
  name: 'monitor',
  match: 'prefix',
  doc: 'Print changes as they happen',
  style: 'keyword',
  options: [
    { name: 'file', match: 'prefix', values: ['file'], doc: 'Print what rtmon(8) has written' },
    group('link', 'Devices'),
    group('fdb', 'Entries of forwarding databases'),
    group('mdb', 'Groups, which are not told'),
    group('vlan', 'VLANs, which are not told'),
    { name: 'all', doc: 'Everything, labelled' },
    HELP,
  ],
};
