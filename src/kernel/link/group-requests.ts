import type { Mac } from '../../net/mac.ts';
import type { Ip } from '../../net/prefix.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { type Result, refused } from '../result.ts';
import { groupsOf, joinByHand, leaveByHand } from './groups.ts';

/** The groups a device listens to, layer by layer. */
export interface GroupInfo {
  readonly ifindex: number;
  readonly dev: string;
  readonly link: readonly {
    readonly mac: Mac;
    readonly users: number;
    /** It was put into the group by hand. */
    readonly byHand: boolean;
  }[];
  readonly inet: readonly {
    readonly address: Ip;
    readonly users: number;
    /** Virtual microseconds until it is told of; undefined while nobody has to be told. */
    readonly reportIn: number | undefined;
    /** The last report of it was this host's. */
    readonly reporter: boolean;
  }[];
  /** The version of IGMP that is spoken here. */
  readonly igmpVersion: 1 | 2 | 3;
  readonly inet6: readonly { readonly address: Ip; readonly users: number }[];
}

/** Requests about multicast groups: the ioctls SIOCADDMULTI and SIOCDELMULTI (net/core/dev_ioctl.c), and what /proc/net lists. */
export class Groups {
  constructor(private readonly kernel: Kernel) {}

  /** By ifindex. */
  dump(netns: Netns): readonly GroupInfo[] {
    return [...netns.devices.values()].map(groupsOf);
  }

  change(netns: Netns, ifindex: number, group: Mac, how: 'add' | 'delete'): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENODEV');
    const changed = how === 'add' ? joinByHand(device, group) : leaveByHand(device, group);
    if (changed.ok) this.kernel.changed(netns, 'link', 'change', device.name);
    return changed;
  }
}
