import { broadcastOf, type Ipv4, maskOf } from '../../net/ipv4.ts';
import { SCOPES } from '../fib/route.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Addresses } from './addresses.ts';
import type { DeviceAddress } from './device-address.ts';
import type { LabelledChange } from './requests.ts';

const NAME_LIMIT = 15;

/** The old way to change addresses: one for each label (devinet_ioctl, net/ipv4/devinet.c). */
export function setLabelled(addresses: Addresses, netns: Netns, label: string, change: LabelledChange): Result {
  const device = netns.byName.get(label.split(':')[0]!);
  if (device === undefined) return refused('ENODEV');
  const old = device.addresses.find((each) => each.family === 4 && each.label === label);
  if (change.field === 'address') return setAddress(addresses, device, old, label, change.value);
  if (old === undefined) return refused('EADDRNOTAVAIL');
  switch (change.field) {
    case 'keep':
      return DONE;
    case 'remove':
      addresses.take(device, old);
      return DONE;
    case 'netmask':
      return setNetmask(addresses, device, old, change.value);
    case 'broadcast':
      if (change.value === (old.broadcast ?? 0)) return DONE;
      return exchange(addresses, device, old, { broadcast: change.value === 0 ? undefined : change.value });
    case 'peer':
      if (classLength(change.value) === undefined) return refused('EINVAL');
      return change.value === old.peer ? DONE : exchange(addresses, device, old, { peer: change.value });
  }
}

function setAddress(
  addresses: Addresses,
  device: Device,
  old: DeviceAddress | undefined,
  label: string,
  local: Ipv4,
): Result {
  const length = classLength(local);
  if (length === undefined) return refused('EINVAL');
  if (!device.inet) return refused('ENOBUFS');
  if (old?.local === local) return DONE;
  const broadcast = length < 31 && !device.isLoopback ? broadcastOf(local, length) : undefined;
  return exchange(addresses, device, old, {
    local,
    peer: local,
    length,
    broadcast,
    label,
    scope: local >>> 24 === 127 ? SCOPES.host : SCOPES.global,
  });
}

/** A broadcast address that belonged to the old mask follows the new one. */
function setNetmask(addresses: Addresses, device: Device, old: DeviceAddress, mask: Ipv4): Result {
  const bits = Math.clz32(~mask);
  if (maskOf(bits) !== mask) return refused('EINVAL');
  if (bits === old.length) return DONE;
  const local = old.local as Ipv4;
  const follows = !device.isLoopback && bits < 31 && old.broadcast === broadcastOf(local, old.length);
  return exchange(addresses, device, old, {
    length: bits,
    ...(follows ? { broadcast: broadcastOf(local, bits) } : {}),
  });
}

interface Fields {
  readonly local: Ipv4;
  readonly peer: Ipv4;
  readonly length: number;
  readonly broadcast: Ipv4 | undefined;
  readonly label: string;
  readonly scope: number;
}

/** Takes the old address away, and puts one in its place that differs in some fields. */
function exchange(
  addresses: Addresses,
  device: Device,
  old: DeviceAddress | undefined,
  fields: Partial<Fields>,
): Result {
  const kept: Partial<Fields> =
    old === undefined
      ? {}
      : {
          local: old.local as Ipv4,
          peer: old.peer as Ipv4,
          length: old.length,
          broadcast: old.broadcast,
          label: old.label!,
          scope: old.scope,
        };
  const { local, peer, length, broadcast, label, scope } = { ...kept, ...fields } as Fields;
  if (old !== undefined) addresses.take(device, old);
  return addresses.add(
    device.netns,
    {
      ifindex: device.ifindex,
      local,
      peer,
      prefixLength: length,
      scope,
      label,
      ...(broadcast === undefined ? {} : { broadcast }),
    },
    'add',
  );
}

/** The prefix length of an address's class (inet_abc_len); undefined for groups. */
function classLength(address: Ipv4): number | undefined {
  if (address === 0 || address === 0xffffffff) return 0;
  const first = address >>> 24;
  if (first < 128) return 8;
  if (first < 192) return 16;
  if (first < 224) return 24;
  return first < 240 ? undefined : 32;
}

/** A device has got another name: its labels follow, the first one is the name itself (inetdev_changename). */
export function renameLabels(device: Device, name: string): void {
  let named = 0;
  for (const address of device.addresses) {
    if (address.family !== 4 || address.label === undefined) continue;
    named++;
    if (named === 1) {
      address.label = name;
      continue;
    }
    const colon = address.label.indexOf(':');
    const alias = colon < 0 ? `:${named}` : address.label.slice(colon);
    address.label = `${name.slice(0, NAME_LIMIT - alias.length)}${alias}`;
  }
}
