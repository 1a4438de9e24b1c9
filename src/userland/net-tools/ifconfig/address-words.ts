import { strerror } from '../../../kernel/errno.ts';
import type { Result } from '../../../kernel/result.ts';
import { type Ipv4, maskOf } from '../../../net/ipv4.ts';
import { leadingInteger } from '../../stdlib.ts';
import { readIpv6, resolveAddress } from '../resolve.ts';
import type { Setter } from './set.ts';

/** Words that set a field of the interface's address; those that do not need one take none too. */
export const ADDRESS_FIELDS: Readonly<
  Record<string, { readonly field: 'broadcast' | 'peer'; readonly request: string; readonly needed: boolean }>
> = {
  broadcast: { field: 'broadcast', request: 'SIOCSIFBRDADDR', needed: false },
  pointopoint: { field: 'peer', request: 'SIOCSIFDSTADDR', needed: false },
  dstaddr: { field: 'peer', request: 'SIOCSIFDSTADDR', needed: true },
};

/** `add` and `del`: an IPv6 address of the device, or an alias with an IPv4 one. */
export function changeAddresses(setter: Setter, what: 'add' | 'del', index: number, text: string): void {
  const ipv6 = readIpv6(text);
  if (ipv6 !== null) return changeIpv6(setter, what, index, ipv6);
  const address = resolveAddress(setter.process, text);
  if (address === null) return setter.refuseName(text, index);
  const { kernel, process } = setter;
  if (setter.link === undefined) {
    // Looked for among the aliases and for a new one: both look at the device, and neither counts as a failure.
    for (let look = 0; look < 2; look++)
      setter.complain(`${setter.name}: error fetching interface information: Device not found`, index);
    return;
  }
  const addresses = kernel.address.dump(process.netns);
  const aliases = addresses
    .filter(({ label }) => label?.startsWith(`${setter.name}:`))
    .map((each) => ({ local: each.local, number: leadingInteger(each.label!.slice(setter.name.length + 1)) }));
  const there = aliases.find((each) => each.local === address);
  const set = (number: number, field: 'address' | 'netmask' | 'broadcast', value: number) =>
    setter.setLabelled(field, value, `${setter.name}:${number}`);
  if (what === 'del' && there !== undefined) {
    setter.gather('SIOCSIFADDR', set(there.number, 'address', 0), index);
    return;
  }
  let number = 0;
  while (aliases.some((each) => each.number === number)) number++;
  const added = set(number, 'address', address);
  if (!added.ok) return;
  // Mask and broadcast address are those that the device itself has (get_nmbc_parent).
  const parent = addresses.find(({ label }) => label === setter.name);
  set(number, 'netmask', parent === undefined ? 0 : maskOf(parent.prefixLength));
  set(number, 'broadcast', (parent?.broadcast as Ipv4 | undefined) ?? 0);
  setter.setAliasFlags(`${setter.name}:${number}`, {});
}

/** SIOCSIFADDR and SIOCDIFADDR of an IPv6 socket (addrconf_add_ifaddr). */
function changeIpv6(
  setter: Setter,
  what: 'add' | 'del',
  index: number,
  { address, length }: { readonly address: bigint; readonly length: number },
): void {
  const { kernel, process, link } = setter;
  if (length > 128) setter.usage();
  if (link === undefined) return setter.fail(`SIOGIFINDEX: ${strerror('ENODEV')}`, index);
  const { ifindex } = link;
  const result: Result =
    what === 'add'
      ? kernel.address.add(process.netns, { ifindex, local: address, prefixLength: length }, 'add')
      : kernel.address.delete(process.netns, { ifindex, local: address, prefixLength: length });
  setter.report(what === 'add' ? 'SIOCSIFADDR' : 'SIOCDIFADDR', result, index);
}
