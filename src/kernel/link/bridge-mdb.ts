import type { Ipv4 } from '../../net/ipv4.ts';
import { BROADCAST_MAC, type Mac } from '../../net/mac.ts';
import type { Ip } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import type { Timed, Timer } from '../timer.ts';
import type { Bridge } from './bridge.ts';
import type { BridgePort } from './bridge-port.ts';
import { sendQuery } from './bridge-querier.ts';

/** Which group is meant (struct br_ip): one of IPv4, of IPv6 or of Ethernet alone, from all sources or one, in a VLAN. */
export interface GroupKey {
  readonly family: 'inet' | 'inet6' | 'ether';
  readonly group: Ip | Mac;
  readonly source: Ip | undefined;
  readonly vlan: number;
}

/** Who put a port into a group (RTPROT_*): the kernel, because of a report, or an administrator. */
export type GroupProtocol = 'kernel' | 'static';

const textOf = ({ family, group, source, vlan }: GroupKey) => `${family} ${group} ${source ?? ''} ${vlan}`;

/** The groups of a bridge: who is known to listen to what (struct net_bridge_mdb_entry, by br->mdb_hash_tbl). */
export class Mdb {
  private readonly byKey = new Map<string, MdbEntry>();

  constructor(readonly bridge: Bridge) {}

  get size(): number {
    return this.byKey.size;
  }

  /** The latest first, as they are listed (br->mdb_list). */
  get entries(): readonly MdbEntry[] {
    return [...this.byKey.values()].reverse();
  }

  find(key: GroupKey): MdbEntry | undefined {
    return this.byKey.get(textOf(key));
  }

  /** The group, made where it is missing; undefined when there is no room for more, whereupon the bridge stops to snoop (br_multicast_new_group). */
  make(key: GroupKey): MdbEntry | undefined {
    const found = this.find(key);
    if (found !== undefined) return found;
    if (this.size >= this.bridge.multicast.hashMax) {
      this.bridge.multicast = { ...this.bridge.multicast, snooping: false };
      return undefined;
    }
    const entry = new MdbEntry(this, key);
    this.byKey.set(textOf(key), entry);
    return entry;
  }

  /** Forgets a group that nobody is in any more (br_multicast_group_expired). */
  prune(entry: MdbEntry): void {
    if (entry.ports.length === 0 && !entry.hostJoined) this.byKey.delete(textOf(entry.key));
  }

  /** A port goes, with all its groups or with those that were not put there for ever (br_multicast_del_port, br_multicast_disable_port). */
  removePort(port: BridgePort, all: boolean): void {
    for (const entry of this.entries)
      for (const each of [...entry.ports]) if (each.port === port && (all || !each.permanent)) entry.remove(each);
  }
}

/** A group of a bridge. */
export class MdbEntry implements Timed {
  /** Until when the host itself is taken to listen. */
  timer: Timer | null = null;
  hostJoined = false;
  /** By number of the port, the highest first. */
  readonly ports: PortGroup[] = [];

  constructor(
    readonly mdb: Mdb,
    readonly key: GroupKey,
  ) {}

  /** The host listens, for as long as a report lasts (br_multicast_host_join). */
  hostJoin(kernel: Kernel): void {
    this.hostJoined = true;
    if (this.key.family !== 'ether') kernel.arm(this, this.mdb.bridge.multicast.membershipInterval * 10_000);
  }

  hostLeave(): void {
    this.hostJoined = false;
    this.timer = null;
    this.mdb.prune(this);
  }

  /** Nothing was heard of the host for too long. */
  expire(): void {
    this.hostLeave();
  }

  insert(added: PortGroup): void {
    const at = this.ports.findIndex(({ port }) => port.number < added.port.number);
    this.ports.splice(at < 0 ? this.ports.length : at, 0, added);
  }

  remove(gone: PortGroup): void {
    const at = this.ports.indexOf(gone);
    if (at >= 0) this.ports.splice(at, 1);
    gone.timer = null;
    this.mdb.prune(this);
  }
}

/** A port that is in a group (struct net_bridge_port_group). */
export class PortGroup implements Timed {
  timer: Timer | null = null;
  /** It hears all sources, or only those that have entries of their own. */
  mode: 'include' | 'exclude' = 'exclude';
  readonly question = new QuestionTimer(this);

  constructor(
    readonly entry: MdbEntry,
    readonly port: BridgePort,
    readonly permanent: boolean,
    readonly protocol: GroupProtocol,
    readonly cause: Cause,
    /** The station that asked for it, which it is sent to where multicast becomes unicast. */
    readonly station: Mac = BROADCAST_MAC,
  ) {}

  /** Nobody has asked for it for too long (br_multicast_port_group_expired). */
  expire(): void {
    if (!this.permanent) this.entry.remove(this);
  }
}

/** Repeats a question about a group by a port (br_multicast_port_group_rexmit). */
export class QuestionTimer implements Timed {
  timer: Timer | null = null;
  left = 0;

  constructor(private readonly group: PortGroup) {}

  expire(kernel: Kernel): void {
    const { entry, port } = this.group;
    const { bridge } = entry.mdb;
    const { querier, snooping, lastMemberInterval } = bridge.multicast;
    if (!querier || !snooping || bridge.snooper.otherQuerier.isPending || !entry.ports.includes(this.group)) return;
    this.left--;
    sendQuery(kernel, bridge, port, entry.key.group as Ipv4);
    if (this.left > 0) kernel.arm(this, lastMemberInterval * 10_000);
  }
}

/** Microseconds until something runs out, 0 when it does not (br_timer_value). */
export function remainingOf({ timer }: Timed, now: number): number {
  return timer === null ? 0 : Math.max(0, timer.at - now);
}
