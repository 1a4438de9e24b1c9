import type { Command } from '../command.ts';
import { FILE, group } from './monitor.ts';
import { HELP } from './words.ts';

/** `bridge monitor`, in iproute2's order of words. */
export const BRIDGE_MONITOR: Command = {
  name: 'monitor',
  match: 'prefix',
  doc: 'Print changes as they happen',
  style: 'keyword',
  options: [
    FILE,
    group('link', 'Devices'),
    group('fdb', 'Entries of forwarding databases'),
    group('mdb', 'Groups, which are not told'),
    group('vlan', 'VLANs, which are not told'),
    { name: 'all', doc: 'Everything, labelled' },
    HELP,
  ],
};
