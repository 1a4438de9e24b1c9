import type { Mac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { FdbInfo, FdbRequests } from './requests.ts';

/** Requests about forwarding databases (net/bridge/br_fdb.c, rtnl_fdb_add). */
export class Fdbs implements FdbRequests {
  constructor(private readonly kernel: Kernel) {}

  dump(netns: Netns): readonly FdbInfo[] {
    const all: FdbInfo[] = [];
    for (const device of netns.devices.values()) {
      for (const entry of device.bridge?.fdb.values() ?? []) {
        const owner = entry.port?.device ?? device;
        all.push({
          mac: entry.mac,
          ifindex: owner.ifindex,
          dev: owner.name,
          master: device.name,
          kind: entry.kind,
          self: false,
          vlan: undefined,
          used: entry.used,
          updated: entry.updated,
          cause: entry.cause,
        });
      }
      if (device.up && !device.isLoopback)
        for (const mac of [0x333300000001, 0x01005e000001])
          all.push({
            mac,
            ifindex: device.ifindex,
            dev: device.name,
            master: undefined,
            kind: 'permanent',
            self: true,
            vlan: undefined,
            used: 0,
            updated: 0,
            cause: device.cause,
          });
    }
    return all;
  }

  add(netns: Netns, entry: Parameters<FdbRequests['add']>[1]): Result {
    const device = netns.devices.get(entry.ifindex);
    if (device === undefined) return refused('ENODEV');
    const bridge = device.port?.bridge ?? device.bridge;
    if (entry.self || bridge === null || bridge === undefined) return refused('EOPNOTSUPP');
    const existing = bridge.fdb.get(entry.mac);
    if (existing !== undefined && !entry.replace) return refused('EEXIST', undefined, existing.cause);
    const { now, cause } = this.kernel;
    bridge.fdb.set(entry.mac, {
      mac: entry.mac,
      port: device.port,
      local: entry.kind === 'permanent',
      kind: entry.kind,
      used: now,
      updated: now,
      cause,
    });
    return DONE;
  }

  delete(netns: Netns, entry: { ifindex: number; mac: Mac; self: boolean }): Result {
    const device = netns.devices.get(entry.ifindex);
    if (device === undefined) return refused('ENODEV');
    const bridge = device.port?.bridge ?? device.bridge;
    return bridge?.fdb.delete(entry.mac) ? DONE : refused('ENOENT');
  }
}
