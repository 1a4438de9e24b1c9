import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Device } from './device.ts';

const NAME_LIMIT = 15;
/** The longest alternative name (ALTIFNAMSIZ, with its zero byte). */
const ALT_NAME_SIZE = 128;

/** Why a device may not be called so; undefined when it may (dev_valid_name, __dev_get_by_name). */
export function refuseName(netns: Netns, name: string): Extract<Result, { ok: false }> | undefined {
  if (name.length > NAME_LIMIT) return refused('ERANGE', 'Attribute failed policy validation');
  if (name === '' || name === '.' || name === '..' || /[/:\s]/.test(name)) return refused('EINVAL');
  const twin = deviceNamed(netns, name);
  return twin === undefined ? undefined : refused('EEXIST', undefined, twin.cause);
}

/** The device of a name, which may be an alternative one (__dev_get_by_name). */
export function deviceNamed(netns: Netns, name: string): Device | undefined {
  return netns.byName.get(name) ?? netns.byAltName.get(name);
}

/** The first free name of a kind: `veth0`, `veth1`, … (dev_alloc_name). */
export function freeName(netns: Netns, stem: string, avoid?: string): string {
  for (let i = 0; ; i++)
    if (deviceNamed(netns, `${stem}${i}`) === undefined && `${stem}${i}` !== avoid) return `${stem}${i}`;
}

/** Gives a device another name, or takes it away (rtnl_alt_ifname). */
export function changeAltName(device: Device, name: string, how: 'add' | 'delete'): Result {
  const { byName, byAltName } = device.netns;
  if (name.length >= ALT_NAME_SIZE) return refused('ERANGE', 'Attribute failed policy validation');
  const owner = deviceNamed(device.netns, name);
  if (how === 'add') {
    if (owner !== undefined) return refused('EEXIST', undefined, owner.cause);
    device.altNames.push(name);
    byAltName.set(name, device);
    return DONE;
  }
  if (owner === undefined) return refused('ENOENT');
  // The name itself is none of the alternative ones (netdev_name_node_alt_destroy).
  if (owner !== device || byName.has(name)) return refused('EINVAL', undefined, owner.cause);
  device.altNames = device.altNames.filter((each) => each !== name);
  byAltName.delete(name);
  return DONE;
}
