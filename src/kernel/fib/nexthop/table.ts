import type { Device } from '../../link/device.ts';
import type { Netns } from '../../netns/netns.ts';
import type { Nexthop } from './nexthop.ts';

/** The next hop objects of a namespace (struct netns_nexthop). */
export class NexthopTable {
  readonly byId = new Map<number, Nexthop>();
  /** The id that was given to an object without one most recently. */
  private lastId = 0;

  /** An id that is not in use, for an object that comes without one (nh_find_unused_id). */
  unusedId(): number {
    do this.lastId++;
    while (this.byId.has(this.lastId));
    return this.lastId;
  }

  /** The groups an object is in. */
  groupsOf(nexthop: Nexthop): Nexthop[] {
    return [...this.byId.values()].filter((each) => each.has(nexthop));
  }
}

/** Takes an object away, from its groups as well, and with it the routes that use it (remove_nexthop). */
export function removeNexthop(netns: Netns, nexthop: Nexthop): void {
  const { nexthops, tables } = netns.fib;
  nexthops.byId.delete(nexthop.id);
  for (const table of tables.values())
    for (const route of table.dump()) if (route.object === nexthop) table.remove(route);
  for (const group of nexthops.groupsOf(nexthop)) {
    group.dismiss(nexthop);
    group.resilient?.rebalance(netns.kernel, group.members);
    if (group.members.length === 0) removeNexthop(netns, group);
  }
}

/** A device went down, lost its carrier or left: so do the objects that lead there (nexthop_flush_dev). */
export function flushNexthops({ netns, ifindex }: Device): void {
  for (const nexthop of [...netns.fib.nexthops.byId.values()])
    if (nexthop.info().ifindex === ifindex) removeNexthop(netns, nexthop);
}
