import type { Family } from '../../../net/prefix.ts';
import type { Cause } from '../../cause.ts';
import type { Device } from '../../link/device.ts';
import type { RouteProtocol } from '../requests.ts';
import { gatewayOf, type NextHop, scopeOf } from '../route.ts';
import type { NexthopInfo } from './requests.ts';
import type { ResilientTable } from './resilient.ts';

/** One entry of a group: an object and its share. */
export interface Member {
  readonly nexthop: Nexthop;
  readonly weight: number;
}

/** What a single next hop is (struct nh_info). */
export interface Single {
  readonly family: Family;
  readonly hop: NextHop;
  readonly scope: number;
  readonly blackhole: boolean;
  readonly fdb: boolean;
}

/** A next hop object, single or a group (struct nexthop). Routes that use it follow whatever becomes of it. */
export class Nexthop {
  /** The way of all routes that use it. The list stays the same one, so that they need not be looked for. */
  readonly hops: NextHop[] = [];

  constructor(
    readonly id: number,
    /** Undefined for a group. */
    private single: Single | undefined,
    private entries: readonly Member[],
    readonly fdb: boolean,
    private protocol: RouteProtocol,
    private cause: Cause,
    /** Of a resilient group. */
    readonly resilient: ResilientTable | undefined = undefined,
  ) {
    this.refresh();
  }

  get isGroup(): boolean {
    return this.single === undefined;
  }

  get members(): readonly Member[] {
    return this.entries;
  }

  get family(): Family | undefined {
    return this.single?.family;
  }

  /** Packets end here (nexthop_is_blackhole). */
  get isBlackhole(): boolean {
    if (this.single !== undefined) return this.single.blackhole;
    return this.entries.length === 1 && this.entries[0]!.nexthop.isBlackhole;
  }

  /** Takes over what another object says (replace_nexthop_single, replace_nexthop_grp). */
  become(other: Nexthop): void {
    this.single = other.single;
    this.entries = other.entries;
    this.protocol = other.protocol;
    this.cause = other.cause;
    this.refresh();
  }

  /** Lets a member go that does not exist any more (remove_nh_grp_entry). */
  dismiss(nexthop: Nexthop): void {
    this.entries = this.entries.filter((each) => each.nexthop !== nexthop);
    this.refresh();
  }

  has(nexthop: Nexthop): boolean {
    return this.entries.some((each) => each.nexthop === nexthop);
  }

  /** Brings the list of hops up to date after a change of it or of a member. */
  refresh(): void {
    const hops =
      this.single === undefined
        ? this.entries.map(({ nexthop, weight }) => ({ ...nexthop.hops[0]!, weight }))
        : [this.single.hop];
    this.hops.splice(0, this.hops.length, ...hops);
  }

  /** The device that packets leave by, the loopback for a blackhole; undefined for a group. */
  get device(): Device | undefined {
    return this.single?.hop.device ?? undefined;
  }

  info(now = 0): NexthopInfo {
    const { single, device } = this;
    // That of a blackhole nobody is told (nh_fill_node).
    const shown = single?.blackhole ? undefined : device;
    return {
      id: this.id,
      family: single?.family,
      gateway: gatewayOf(single?.hop),
      ifindex: shown?.ifindex,
      dev: shown?.name,
      blackhole: single?.blackhole ?? false,
      onlink: single?.hop.onlink ?? false,
      fdb: this.fdb,
      group: this.isGroup ? this.entries.map(({ nexthop, weight }) => ({ id: nexthop.id, weight })) : undefined,
      ...(this.resilient === undefined ? {} : { resilient: resilientInfo(this.resilient, now) }),
      scope: scopeOf(single?.scope ?? 0),
      protocol: this.protocol,
      cause: this.cause,
    };
  }
}

function resilientInfo(table: ResilientTable, now: number): NonNullable<NexthopInfo['resilient']> {
  const { idleTimer, unbalancedTimer } = table;
  return { buckets: table.buckets.length, idleTimer, unbalancedTimer, unbalancedTime: table.unbalancedTime(now) };
}
