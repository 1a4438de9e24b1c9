/** Types of hardware with addresses, as arp knows them by name. Of all of them only Ethernet is simulated. */
const TYPES = new Set([
  'ether',
  'loop',
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

/** True for a name that -H takes. */
export function isHardwareType(name: string): boolean {
  return TYPES.has(name);
}
