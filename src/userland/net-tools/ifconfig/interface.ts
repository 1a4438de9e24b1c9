import type { AddressInfo } from '../../../kernel/address/requests.ts';
import type { LinkInfo } from '../../../kernel/link/requests.ts';
import { formatIp } from '../../../net/prefix.ts';
import type { Process } from '../../process.ts';
import { compareNames } from '../interface-name.ts';

/** A device or an alias of one, as ifconfig sees it. */
export interface Interface {
  readonly name: string;
  readonly link: LinkInfo;
  readonly ipv4: AddressInfo | undefined;
  readonly ipv6: readonly AddressInfo[];
  /** An alias has no counters. */
  readonly isAlias: boolean;
}

/**
 * Every device, and every alias that has an address, by name, as far as each label belongs to a device: the first one that
 * does not ends the list.
 */
export function interfaces(process: Process): { readonly found: Interface[]; readonly lost: string | undefined } {
  const { kernel } = process.system;
  const names = new Set(kernel.link.dump(process.netns).map((link) => link.name));
  for (const { label } of kernel.address.dump(process.netns)) if (label !== undefined) names.add(label);
  const found: Interface[] = [];
  for (const name of [...names].sort(compareNames)) {
    const each = findInterface(process, name);
    if (each === undefined) return { found, lost: name };
    found.push(each);
  }
  return { found, lost: undefined };
}

/** The interface of a name; undefined when its device does not exist. */
export function findInterface(process: Process, name: string): Interface | undefined {
  const { kernel } = process.system;
  const link = kernel.link.find(process.netns, name.split(':')[0]!);
  if (link === undefined) return undefined;
  const isAlias = name.includes(':');
  const all = kernel.address.dump(process.netns).filter((address) => address.ifindex === link.ifindex);
  return {
    name,
    link,
    ipv4: all.find((address) => address.label === name),
    ipv6: isAlias ? [] : all.filter((address) => address.family === 6),
    isAlias,
  };
}

/** Flags with their bits and letters (IFF_*, SIOCGIFFLAGS). */
const FLAGS: readonly { readonly name: string; readonly bit: number; readonly has: (link: LinkInfo) => boolean }[] = [
  { name: 'UP', bit: 0x1, has: (link) => link.up },
  { name: 'BROADCAST', bit: 0x2, has: (link) => link.broadcast },
  { name: 'LOOPBACK', bit: 0x8, has: (link) => link.kind === 'loopback' },
  {
    name: 'RUNNING',
    bit: 0x40,
    has: (link) => link.up && (link.operState === 'UP' || link.operState === 'UNKNOWN'),
  },
  { name: 'NOARP', bit: 0x80, has: (link) => link.noArp },
  { name: 'PROMISC', bit: 0x100, has: (link) => link.promisc },
  { name: 'ALLMULTI', bit: 0x200, has: (link) => link.allmulti },
  { name: 'MULTICAST', bit: 0x1000, has: (link) => link.multicast },
];

/** The names of a device's flags, by their bits. */
export function flagNames(link: LinkInfo): string[] {
  return FLAGS.filter((flag) => flag.has(link)).map((flag) => flag.name);
}

/** All flags as a number. */
export function flagBits(link: LinkInfo): number {
  return FLAGS.reduce((bits, flag) => bits | (flag.has(link) ? flag.bit : 0), 0);
}

/** An address as it is printed. */
export function addressText(address: AddressInfo | undefined): string {
  return address === undefined ? '0.0.0.0' : formatIp(address.local);
}
