import type { Mac } from '../../../net/mac.ts';
import { parseHardwareAddress } from '../hardware-address.ts';
import type { Setter } from './set.ts';

/** Classes of hardware that ifconfig knows by name, besides Ethernet. */
const OTHER_CLASSES = new Set([
  'loop',
  'slip',
  'cslip',
  'slip6',
  'cslip6',
  'adaptive',
  'ash',
  'ax25',
  'netrom',
  'rose',
  'tunnel',
  'ppp',
  'hdlc',
  'lapb',
  'arcnet',
  'dlci',
  'frad',
  'sit',
  'fddi',
  'hippi',
  'irda',
  'ec',
  'x25',
  'eui64',
]);

/** What stands behind `hw`: a class and an address. Undefined when it was complained of. */
export function readHardwareAddress(setter: Setter, type: string): Mac | undefined {
  if (type !== 'ether' && !OTHER_CLASSES.has(type)) setter.usage();
  const text = setter.value();
  const index = setter.process.argv.indexOf(text);
  if (type !== 'ether') {
    setter.fail(`hw address type \`${type}' has no handler to set address. failed.`, index);
    return undefined;
  }
  const mac = parseHardwareAddress(text);
  if (mac === null) setter.fail(`${text}: invalid ether address.`, index);
  return mac ?? undefined;
}
