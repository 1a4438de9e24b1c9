import { isMulticastMac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Device } from './device.ts';
import type { FdbChange, FdbInfo, NewFdbEntry } from './requests.ts';
import { isSameRemote, type Remote } from './vxlan.ts';

/** What a VXLAN tells of its stations, an entry a remote (vxlan_fdb_dump). The latest station comes first. */
export function vxlanEntries(device: Device): FdbInfo[] {
  const { vxlan, ifindex, name: dev, netns } = device;
  if (vxlan === null) return [];
  for (const mac of [...vxlan.fdb.keys()]) vxlan.find(mac, netns.kernel.now);
  const flags = { self: true, byUser: false, sticky: false, externLearn: false } as const;
  const { home } = vxlan;
  const id = home === null || home === netns ? undefined : netns.nsids.get(home);
  const there = id === undefined ? {} : { remoteNetnsid: id };
  const base = { ifindex, dev, master: undefined, vlan: undefined, ...flags, ...there };
  return [...vxlan.fdb.values()]
    .reverse()
    .flatMap(({ mac, kind, used, updated, cause, remotes }) =>
      remotes.map((remote) => ({ ...base, mac, kind, used, updated, cause, remote })),
    );
}

/** The remote with what is the VXLAN's own left out. */
function plain(device: Device, { address, port, vni, via }: Remote): Remote {
  const { config } = device.vxlan!;
  return {
    address,
    ...(port === undefined || port === config.dstPort ? {} : { port }),
    ...(vni === undefined || vni === config.id ? {} : { vni }),
    ...(via === undefined ? {} : { via }),
  };
}

/** vxlan_fdb_add, vxlan_fdb_update. */
export function addToVxlan(kernel: Kernel, device: Device, asked: NewFdbEntry): Result {
  const { fdb } = device.vxlan!;
  const { mac, kind, replace, append } = asked;
  if (asked.remote === undefined) return refused('EINVAL');
  const remote = plain(device, asked.remote);
  const { now, cause } = kernel;
  const known = fdb.get(mac);
  // A group and the entry for all others may have several remotes, none of which is the one to replace.
  const isUnicast = mac !== 0 && !isMulticastMac(mac);
  if (known === undefined) {
    if (replace && !isUnicast) return refused('EOPNOTSUPP');
    fdb.set(mac, { mac, kind, remotes: [remote], used: now, updated: now, cause });
    return DONE;
  }
  if (!replace && !append) return refused('EEXIST', undefined, known.cause);
  if (replace && !isUnicast) return refused('EOPNOTSUPP', 'Cannot replace non-unicast fdb entries', known.cause);
  known.kind = kind;
  known.updated = now;
  if (replace) known.remotes = [remote];
  else if (!known.remotes.some((each) => isSameRemote(each, remote))) known.remotes.push(remote);
  return DONE;
}

/** vxlan_fdb_delete: one remote of several, or the whole entry. */
export function deleteFromVxlan(device: Device, { mac, remote }: FdbChange): Result {
  const { fdb } = device.vxlan!;
  const known = fdb.get(mac);
  if (known === undefined) return refused('ENOENT');
  if (remote === undefined) {
    fdb.delete(mac);
    return DONE;
  }
  const wanted = plain(device, remote);
  const found = known.remotes.findIndex(
    (each) => each.address === wanted.address && each.port === wanted.port && each.vni === wanted.vni,
  );
  if (found < 0) return refused('ENOENT');
  known.remotes.splice(found, 1);
  if (known.remotes.length === 0) fdb.delete(mac);
  return DONE;
}
