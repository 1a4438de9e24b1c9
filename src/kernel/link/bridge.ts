import { BRIDGE_GROUP_ADDRESS, type BridgeId, bridgeIdOf } from '../../net/bpdu.ts';
import { ETH_P_8021Q } from '../../net/ethernet.ts';
import type { Mac } from '../../net/mac.ts';
import { type Cause, NO_CAUSE } from '../cause.ts';
import { notify } from '../notice/notices.ts';
import { Mdb } from './bridge-mdb.ts';
import { MULTICAST_DEFAULTS, type VlanMulticast } from './bridge-multicast.ts';
import type { BridgePort } from './bridge-port.ts';
import { BridgeSnooper } from './bridge-snooper.ts';
import { BridgeTimer } from './bridge-timer.ts';
import { VlanGroup } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import type { BridgeInfo, FdbInfo, MulticastInfo } from './requests.ts';

export { BridgePort } from './bridge-port.ts';

/** An entry of the forwarding database (struct net_bridge_fdb_entry). */
export interface FdbEntry {
  readonly mac: Mac;
  /** The VLAN it is known in, 0 where VLANs are not heeded. */
  readonly vlan: number;
  port: BridgePort | null;
  /** The address is the bridge's own or one of its ports': frames to it go up. */
  readonly local: boolean;
  kind: 'permanent' | 'static' | 'learned';
  /** Made by a request (BR_FDB_ADDED_BY_USER). */
  readonly byUser?: boolean;
  readonly sticky?: boolean;
  /** Someone else looks after it: it does not age (BR_FDB_ADDED_BY_EXT_LEARN). */
  readonly externLearn?: boolean;
  /** When a frame was last sent to it, and when it was last heard of. */
  used: number;
  updated: number;
  cause: Cause;
}

/** Most bridges heed no VLANs: there the address alone is the key. */
const keyOf = (mac: Mac, vlan: number): Mac | string => (vlan === 0 ? mac : `${vlan} ${mac}`);

/** What makes a device a bridge (struct net_bridge). Times are in hundredths of a second. */
export class Bridge {
  readonly ports: BridgePort[] = [];
  /** By address, or by VLAN and address. */
  readonly fdb = new Map<Mac | string, FdbEntry>();
  readonly vlans = new VlanGroup();
  /** VLANs have been heeded or configured here: each address stands in the database for each of them. */
  usesVlans = false;
  stp = false;
  /** The command that switched the spanning tree on: its messages are that one's. */
  stpCause: Cause = NO_CAUSE;
  priority = 32768;
  /** The times the root tells. */
  forwardDelay = 1500;
  helloTime = 200;
  maxAge = 2000;
  /** The times this bridge would tell as the root. */
  ownForwardDelay = 1500;
  ownHelloTime = 200;
  ownMaxAge = 2000;
  /** How long stations are remembered; less while the topology changes. */
  ageingTime = 30000;
  ownAgeingTime = 30000;
  designatedRoot: BridgeId;
  rootPathCost = 0;
  /** The number of the port towards the root, 0 on the root itself. */
  rootPort = 0;
  topologyChange = false;
  topologyChangeDetected = false;
  readonly helloTimer = new BridgeTimer(this, 'hello');
  readonly tcnTimer = new BridgeTimer(this, 'tcn');
  readonly topologyChangeTimer = new BridgeTimer(this, 'topology-change');
  /** When aged stations are looked for again (gc_work). */
  readonly cleanupTimer = new BridgeTimer(this, 'cleanup');
  groupAddress: Mac = BRIDGE_GROUP_ADDRESS;
  groupFwdMask = 0;
  noLinkLocalLearn = false;
  multicast: MulticastInfo = MULTICAST_DEFAULTS;
  /** Who listens to which group. */
  readonly mdb = new Mdb(this);
  readonly snooper = new BridgeSnooper(this);
  /** What is set for single VLANs, where it is not as it is from the start. */
  readonly vlanMulticast = new Map<number, VlanMulticast>();
  nfCallIptables = false;
  nfCallIp6tables = false;
  nfCallArptables = false;
  vlanFiltering = false;
  vlanProtocol = ETH_P_8021Q;
  vlanDefaultPvid = 1;
  vlanStats = false;
  vlanStatsPerPort = false;
  macWasSet = false;
  mtuWasSet = false;
  /** The MAC in the bridge id: zero until a port lends its own. */
  idMac: Mac = 0;
  /** A bridge that has looked at its ports not even once has a carrier, as every new device has. */
  carrier = true;
  /** True once it has looked at its ports (br_port_state_selection). */
  carrierFollowsPorts = false;

  /** True once a port has come or gone (br_set_gso_limits). */
  hadPorts = false;

  /** The id, with what it was made of: every port is asked about it whenever one changes. */
  private written: { readonly priority: number; readonly mac: Mac; readonly id: BridgeId } | null = null;

  constructor(readonly device: Device) {
    this.designatedRoot = this.id;
  }

  get id(): BridgeId {
    const { priority, idMac: mac } = this;
    if (this.written === null || this.written.priority !== priority || this.written.mac !== mac)
      this.written = { priority, mac, id: bridgeIdOf(priority, mac) };
    return this.written.id;
  }

  /** True as long as no better bridge is known (br_is_root_bridge). */
  get isRoot(): boolean {
    return this.designatedRoot === this.id;
  }

  /** The port of a number (br_get_port). */
  portOf(number: number): BridgePort | undefined {
    return this.ports.find((port) => port.number === number);
  }

  /** How long a station is remembered, in microseconds: only shortly while the topology changes (hold_time). */
  get holdTime(): number {
    return (this.topologyChange ? this.forwardDelay : this.ageingTime) * 10_000;
  }

  /** The entry of an address: one that has aged counts until it is removed (br_fdb_find_rcu). */
  entryOf(mac: Mac, vlan = 0): FdbEntry | undefined {
    return this.fdb.get(keyOf(mac, vlan));
  }

  /** All entries, a copy, in the order of the kernel's list. */
  get latestFirst(): readonly FdbEntry[] {
    return [...this.fdb.values()].reverse();
  }

  setEntry(entry: FdbEntry): void {
    this.fdb.set(keyOf(entry.mac, entry.vlan), entry);
    this.tellOf(entry);
  }

  deleteEntry(entry: FdbEntry): void {
    this.fdb.delete(keyOf(entry.mac, entry.vlan));
    this.tellOf(entry, true);
  }

  /** Tells all who listen how an entry is now, or that it has gone (fdb_notify). */
  tellOf(entry: FdbEntry, deleted = false): void {
    notify(this.device.netns, () => ({ group: 'fdb', info: this.entryInfo(entry) }), deleted);
  }

  /** An entry as it is told (fdb_fill_info). */
  entryInfo(entry: FdbEntry): FdbInfo {
    const { mac, vlan, kind, used, updated, cause, byUser = false, sticky = false, externLearn = false } = entry;
    const { ifindex, name: dev } = entry.port?.device ?? this.device;
    const flags = { self: false, byUser, sticky, externLearn };
    return { mac, ifindex, dev, master: this.device.name, kind, ...flags, vlan, used, updated, cause };
  }

  info(): BridgeInfo {
    const { now } = this.device.netns.kernel;
    return {
      bridgeId: this.id,
      designatedRoot: this.designatedRoot,
      rootPort: this.rootPort,
      rootPathCost: this.rootPathCost,
      topologyChange: this.topologyChange,
      topologyChangeDetected: this.topologyChangeDetected,
      helloTimer: this.helloTimer.remaining(now),
      tcnTimer: this.tcnTimer.remaining(now),
      topologyChangeTimer: this.topologyChangeTimer.remaining(now),
      priority: this.priority,
      stp: this.stp,
      forwardDelay: this.forwardDelay,
      helloTime: this.helloTime,
      maxAge: this.maxAge,
      ageingTime: this.ageingTime,
      usesVlans: this.usesVlans,
      vlanFiltering: this.vlanFiltering,
      vlanProtocol: this.vlanProtocol,
      vlanDefaultPvid: this.vlanDefaultPvid,
      vlanStats: this.vlanStats,
      vlanStatsPerPort: this.vlanStatsPerPort,
      groupFwdMask: this.groupFwdMask,
      groupAddress: this.groupAddress,
      noLinkLocalLearn: this.noLinkLocalLearn,
      multicast: this.multicast,
      nfCallIptables: this.nfCallIptables,
      nfCallIp6tables: this.nfCallIp6tables,
      nfCallArptables: this.nfCallArptables,
      gcTimer: this.cleanupTimer.remaining(now),
    };
  }
}
