import type { Process } from '../../process.ts';

/** Types of hardware with addresses, as arp knows them by name. Of all of them devices here have the first. */
const TYPES = new Set([
  'ether',
  'ash',
  'ax25',
  'netrom',
  'rose',
  'arcnet',
  'dlci',
  'fddi',
  'hippi',
  'irda',
  'x25',
  'eui64',
]);

const WITHOUT_ARP = new Set(
  ['unspec', 'loop', 'slip', 'cslip', 'slip6', 'cslip6', 'adaptive', 'tunnel', 'ppp', 'hdlc'].concat([
    'lapb',
    'frad',
    'sit',
    'ec',
  ]),
);

/** What is wrong with the name of -H; undefined for one that it takes. */
export function hardwareComplaint(name: string): string | undefined {
  if (TYPES.has(name)) return undefined;
  return WITHOUT_ARP.has(name) ? 'hardware type without ARP support.' : 'unknown hardware type.';
}

/** The name of a device's type. */
export function hardwareOf({ system, netns }: Process, dev: string): string {
  return system.kernel.link.find(netns, dev)?.kind === 'loopback' ? 'loop' : 'ether';
}
