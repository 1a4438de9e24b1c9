import type { Ipv6 } from '../../net/ipv6.ts';
import type { Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';
import type { VlanMulticast } from './bridge-multicast.ts';
import type { MacvlanInfo, MacvlanOptions } from './macvlan.ts';
import type { VlanInfo, VlanOptions } from './vlan.ts';
import type { Remote, VxlanInfo, VxlanOptions } from './vxlan.ts';

/** Kinds of device. `ethernet` is a physical card as the host machine's eth0: made with the machine, never by request. */
export type LinkKind =
  | 'loopback'
  | 'ethernet'
  | 'veth'
  | 'bridge'
  | 'dummy'
  | 'vlan'
  | 'macvlan'
  | 'vxlan'
  | 'ifb'
  | 'vrf'
  | 'bond';

/** Operational states (RFC 2863, IF_OPER_*), in iproute2's words. */
export type OperState = 'UNKNOWN' | 'NOTPRESENT' | 'DOWN' | 'LOWERLAYERDOWN' | 'TESTING' | 'DORMANT' | 'UP';

/** What an operational state of UP becomes (RFC 2863, IF_LINK_MODE_*), in iproute2's words. */
export type LinkMode = 'DEFAULT' | 'DORMANT';

/** How a device makes its link-local IPv6 address (enum in6_addr_gen_mode), in iproute2's words, in the order of their numbers. */
export const ADDR_GEN_MODES = ['eui64', 'none', 'stable_secret', 'random'] as const;
export type AddrGenMode = (typeof ADDR_GEN_MODES)[number];

/** States of a bridge port (BR_STATE_*), in bridge(8)'s words. */
export type PortState = 'disabled' | 'listening' | 'learning' | 'forwarding' | 'blocking';

/** Traffic counters of a device (rtnl_link_stats64). */
export interface LinkStats {
  readonly rxPackets: number;
  readonly rxBytes: number;
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly multicast: number;
  readonly txPackets: number;
  readonly txBytes: number;
  readonly txErrors: number;
  readonly txDropped: number;
  /** How often the carrier came or went (IFLA_CARRIER_CHANGES). */
  readonly carrierChanges?: number;
}

/** What a bridge answers about itself. Times are in hundredths of a second, as the kernel keeps them (USER_HZ). */
export interface BridgeInfo {
  readonly bridgeId: string;
  readonly designatedRoot: string;
  readonly rootPort: number;
  readonly rootPathCost: number;
  readonly topologyChange: boolean;
  readonly topologyChangeDetected: boolean;
  /** Virtual microseconds until the timers of the spanning tree expire; 0 for those that do not run. */
  readonly helloTimer: number;
  readonly tcnTimer: number;
  readonly topologyChangeTimer: number;
  readonly priority: number;
  readonly stp: boolean;
  readonly forwardDelay: number;
  readonly helloTime: number;
  readonly maxAge: number;
  readonly ageingTime: number;
  /** It heeds VLANs or has done so: what it keeps of them is shown. */
  readonly usesVlans: boolean;
  readonly vlanFiltering: boolean;
  /** EtherType of the tags it heeds. */
  readonly vlanProtocol: number;
  /** The VLAN of untagged frames on new ports; 0 for none. */
  readonly vlanDefaultPvid: number;
  readonly vlanStats: boolean;
  readonly vlanStatsPerPort: boolean;
  /** Which of the group addresses 01:80:c2:00:00:0X it passes on, a bit each. */
  readonly groupFwdMask: number;
  /** Where the messages of its spanning tree go. */
  readonly groupAddress: Mac;
  readonly noLinkLocalLearn: boolean;
  readonly multicast: MulticastInfo;
  /** Its frames pass these tables' chains, whatever net.bridge.bridge-nf-call-* says. */
  readonly nfCallIptables: boolean;
  readonly nfCallIp6tables: boolean;
  readonly nfCallArptables: boolean;
  /** Virtual microseconds until aged stations are removed the next time; 0 while the bridge is down. */
  readonly gcTimer: number;
}

/** What a bridge does about multicast (IFLA_BR_MCAST_*). Intervals are in hundredths of a second. */
export interface MulticastInfo {
  readonly snooping: boolean;
  readonly vlanSnooping: boolean;
  /** Whether the bridge itself is taken for a router: 0 never, 1 when it hears queries, 2 always. */
  readonly router: number;
  readonly queryUseIfaddr: boolean;
  readonly querier: boolean;
  readonly hashMax: number;
  readonly lastMemberCount: number;
  readonly startupQueryCount: number;
  readonly lastMemberInterval: number;
  readonly membershipInterval: number;
  readonly querierInterval: number;
  readonly queryInterval: number;
  readonly queryResponseInterval: number;
  readonly startupQueryInterval: number;
  readonly stats: boolean;
  readonly igmpVersion: number;
  readonly mldVersion: number;
}

/** What a bridge port answers about itself. */
export interface PortInfo {
  readonly number: number;
  /** Priority and number in one, as the spanning tree compares ports. */
  readonly id: number;
  readonly priority: number;
  readonly cost: number;
  readonly state: PortState;
  readonly hairpin: boolean;
  readonly guard: boolean;
  readonly learning: boolean;
  readonly flood: boolean;
  /** It passes nothing on to other isolated ports. */
  readonly isolated: boolean;
  /** It may not become the root port. */
  readonly rootBlock: boolean;
  readonly fastLeave: boolean;
  /** Multicast to groups nobody is known to be in, and broadcast, leave here. */
  readonly mcastFlood: boolean;
  readonly bcastFlood: boolean;
  readonly mcastToUnicast: boolean;
  readonly neighSuppress: boolean;
  readonly vlanTunnel: boolean;
  /** Only stations whose entries say so may send here. */
  readonly locked: boolean;
  readonly proxyArp: boolean;
  readonly proxyArpWifi: boolean;
  /** Whether a multicast router is behind it: 0 never, 1 when queries come in, 2 always, 3 for a while. */
  readonly mcastRouter: number;
  readonly groupFwdMask: number;
  /** The name of the port that takes over while it has no carrier. */
  readonly backupPort: string | undefined;
  /** What is known of the segment behind the port: its root, and the bridge and the port that lead there. */
  readonly designatedRoot: string;
  readonly designatedBridge: string;
  readonly designatedCost: number;
  readonly designatedPort: number;
  readonly topologyChangeAck: boolean;
  readonly configPending: boolean;
  /** Virtual microseconds until the timers of the spanning tree expire; 0 for those that do not run. */
  readonly messageAgeTimer: number;
  readonly forwardDelayTimer: number;
  readonly holdTimer: number;
}

/** What a bond is told (bonding.rst), by the names of rtnetlink's attributes; words are kept as ip writes them. */
export interface BondOptions {
  readonly mode: string;
  readonly miimon: number;
  readonly updelay: number;
  readonly downdelay: number;
  readonly peer_notify_delay: number;
  readonly use_carrier: number;
  readonly arp_interval: number;
  readonly arp_missed_max: number;
  readonly arp_ip_target: readonly string[];
  readonly arp_validate: string;
  readonly arp_all_targets: string;
  readonly primary_reselect: string;
  readonly fail_over_mac: string;
  readonly xmit_hash_policy: string;
  readonly resend_igmp: number;
  readonly num_grat_arp: number;
  readonly all_slaves_active: number;
  readonly min_links: number;
  readonly lp_interval: number;
  readonly packets_per_slave: number;
  readonly lacp_active: string;
  readonly lacp_rate: string;
  readonly ad_select: string;
  readonly tlb_dynamic_lb: number;
}

/** What is changed of a bond. */
export interface BondChange extends Partial<BondOptions> {
  /** The ifindex of the port to prefer, 0 for none. */
  readonly primary?: number;
  /** The ifindex of the port to send by. */
  readonly active?: number;
}

/** A bond as RTM_GETLINK answers. */
export interface BondInfo {
  readonly options: BondOptions;
  readonly active: string | undefined;
  readonly primary: string | undefined;
}

/** A port of a bond (bond_fill_slave_info). */
export interface BondPortInfo {
  readonly active: boolean;
  readonly linkUp: boolean;
  readonly failures: number;
  readonly permanentMac: Mac;
}

/** How much of a stream is handed on in one piece (IFLA_GSO_MAX_SIZE, IFLA_GSO_MAX_SEGS, IFLA_GRO_MAX_SIZE). */
export interface Offload {
  readonly gsoMaxSize: number;
  readonly gsoMaxSegs: number;
  readonly groMaxSize: number;
}

/** How many queues a device has, to send and to receive (IFLA_NUM_TX_QUEUES, IFLA_NUM_RX_QUEUES). */
export interface Queues {
  readonly tx: number;
  readonly rx: number;
}

/** A device as RTM_GETLINK answers. */
export interface LinkInfo {
  readonly ifindex: number;
  readonly name: string;
  readonly kind: LinkKind;
  /** IFF_* flags by name, in iproute2's order of printing, NO-CARRIER not among them. */
  readonly up: boolean;
  readonly carrier: boolean;
  readonly lowerUp: boolean;
  readonly broadcast: boolean;
  readonly multicast: boolean;
  readonly noArp: boolean;
  readonly dynamic: boolean;
  readonly noTrailers: boolean;
  readonly promisc: boolean;
  /** How many packet sockets made it promiscuous besides: only counted, not shown as a flag. */
  readonly captures: number;
  /** It was given further addresses to listen to, for which it has to hear everything (__dev_set_rx_mode). */
  readonly hearsOthers: boolean;
  /** How many of the devices built upon it need it to receive frames for everyone. */
  readonly promiscHolders: number;
  /** IPv4 runs on it, and IPv6. */
  readonly inet: boolean;
  readonly inet6: boolean;
  /** Its identifier in networks that routers announce (IFLA_INET6_TOKEN). */
  readonly token: Ipv6;
  readonly allmulti: boolean;
  readonly operState: OperState;
  readonly linkMode: LinkMode;
  /** A protocol holds it down, for these reasons, a bit each. */
  readonly protoDown: boolean;
  readonly protoDownReasons: number;
  /** undefined for a number that no mode has. */
  readonly addrGenMode: AddrGenMode | undefined;
  readonly mtu: number;
  /** The least and the greatest MTU it can have; a greatest of 0 is no limit. */
  readonly minMtu: number;
  readonly maxMtu: number;
  /** The most it lets be sent in one piece. */
  readonly tsoMaxSize: number;
  /** The most that is handed to it, and by it, as one piece: bytes, segments, bytes received. */
  readonly offload: Offload;
  /** How many queues it sends by, and receives by. */
  readonly queues: Queues;
  readonly qdisc: string;
  readonly txqlen: number;
  readonly group: number;
  readonly mac: Mac;
  readonly broadcastMac: Mac;
  readonly alias: string | undefined;
  readonly altNames: readonly string[];
  readonly master: { readonly ifindex: number; readonly name: string } | undefined;
  /** The other end of a veth: its ifindex there; its name when it is in the same namespace, else the nsid of its namespace seen from here. */
  readonly peer:
    | { readonly ifindex: number; readonly name: string | undefined; readonly netnsid: number | undefined }
    | undefined;
  /** The device it is built upon, as seen from here. */
  readonly lower: LinkInfo['peer'];
  readonly vlan?: VlanInfo;
  readonly macvlan?: MacvlanInfo;
  readonly vxlan?: VxlanInfo;
  readonly bridge: BridgeInfo | undefined;
  readonly port: PortInfo | undefined;
  /** The routing table of a VRF, and that of the VRF it is a port of. */
  readonly vrfTable: number | undefined;
  readonly portVrfTable: number | undefined;
  readonly bond: BondInfo | undefined;
  readonly bondPort: BondPortInfo | undefined;
  readonly stats: LinkStats;
  /** The command that made the device. */
  readonly cause: Cause;
  /** The command that last brought it up or down; undefined when none did. */
  readonly upCause: Cause | undefined;
}

/** RTM_NEWLINK with NLM_F_CREATE|NLM_F_EXCL. */
export interface NewLink {
  readonly name: string;
  readonly kind: LinkKind;
  readonly mac?: Mac;
  readonly broadcastMac?: Mac;
  readonly mtu?: number;
  readonly txqlen?: number;
  readonly up?: boolean;
  /** The other end of a veth; without a name the kernel chooses `veth0`, `veth1`, … */
  readonly peer?: {
    readonly name?: string;
    readonly netns?: Netns;
    readonly mac?: Mac;
    readonly broadcastMac?: Mac;
    readonly mtu?: number;
    readonly txqlen?: number;
    readonly index?: number;
    readonly up?: boolean;
    readonly linkMode?: LinkMode;
    readonly offload?: Partial<Offload>;
    readonly queues?: Partial<Queues>;
  };
  /** The namespace the new device goes to, where it is not the one of the request. */
  readonly netns?: Netns;
  readonly master?: number;
  readonly index?: number;
  readonly group?: number;
  readonly linkMode?: LinkMode;
  readonly offload?: Partial<Offload>;
  readonly queues?: Partial<Queues>;
  /** Refused: a device that is being made has no IPv6 yet. */
  readonly addrGenMode?: number;
  /** The ifindex, in the namespace of the request, of the device it is built upon. */
  readonly lower?: number;
  readonly vlan?: VlanOptions;
  readonly macvlan?: MacvlanOptions;
  readonly vxlan?: VxlanOptions;
  /** Of a VRF: the routing table it stands for. */
  readonly table?: number;
  readonly bond?: BondChange;
}

/** RTM_NEWLINK on a device that exists; what is absent stays. */
export interface LinkChange {
  readonly up?: boolean;
  readonly name?: string;
  readonly mac?: Mac;
  readonly broadcastMac?: Mac;
  readonly mtu?: number;
  readonly txqlen?: number;
  readonly alias?: string;
  readonly arp?: boolean;
  readonly multicast?: boolean;
  readonly allmulti?: boolean;
  readonly promisc?: boolean;
  readonly dynamic?: boolean;
  readonly trailers?: boolean;
  /** The cable counts as plugged in, which only a dummy lets itself be told. */
  readonly carrier?: boolean;
  readonly operState?: OperState;
  readonly linkMode?: LinkMode;
  readonly offload?: Partial<Offload>;
  readonly addrGenMode?: number;
  readonly protoDown?: boolean;
  /** Bits of the reasons to set or to take away. */
  readonly protoDownReason?: { readonly mask: number; readonly value: number };
  readonly group?: number;
  /** ifindex of the new master, 0 for none. */
  readonly master?: number;
  readonly netns?: Netns;
  readonly vlan?: VlanOptions;
  readonly macvlan?: MacvlanOptions;
  readonly vxlan?: VxlanOptions;
  readonly bond?: BondChange;
  /** The table of a VRF, which cannot be changed. */
  readonly table?: number;
  readonly bridge?: BridgeChange;
  readonly port?: PortChange;
}

/** What can be set of a bridge (IFLA_BR_*). */
export type BridgeChange = Partial<
  Pick<
    BridgeInfo,
    | 'stp'
    | 'forwardDelay'
    | 'helloTime'
    | 'maxAge'
    | 'ageingTime'
    | 'priority'
    | 'vlanFiltering'
    | 'vlanProtocol'
    | 'vlanDefaultPvid'
    | 'vlanStats'
    | 'vlanStatsPerPort'
    | 'groupFwdMask'
    | 'groupAddress'
    | 'noLinkLocalLearn'
    | 'nfCallIptables'
    | 'nfCallIp6tables'
    | 'nfCallArptables'
  >
> & {
  readonly multicast?: Partial<MulticastInfo>;
  /** Forgets the stations that were learned. */
  readonly fdbFlush?: boolean;
};

/** What can be set of a port of a bridge (IFLA_BRPORT_*). */
export type PortChange = Partial<
  Pick<
    PortInfo,
    | 'priority'
    | 'cost'
    | 'hairpin'
    | 'state'
    | 'guard'
    | 'learning'
    | 'flood'
    | 'isolated'
    | 'rootBlock'
    | 'fastLeave'
    | 'mcastFlood'
    | 'bcastFlood'
    | 'mcastToUnicast'
    | 'neighSuppress'
    | 'vlanTunnel'
    | 'locked'
    | 'proxyArp'
    | 'proxyArpWifi'
    | 'mcastRouter'
    | 'groupFwdMask'
  >
> & {
  /** The ifindex of the port that takes over while it has no carrier; 0 for none. */
  readonly backupPort?: number;
  /** Forgets the stations that were learned here. */
  readonly fdbFlush?: boolean;
};

/** An entry of a bridge's forwarding database or a device's own address list (bridge(8) fdb). */
export interface FdbInfo {
  readonly mac: Mac;
  readonly ifindex: number;
  readonly dev: string;
  readonly master: string | undefined;
  readonly kind: 'permanent' | 'static' | 'learned';
  /** True for the device's own list (NTF_SELF), false for the bridge's. */
  readonly self: boolean;
  readonly byUser: boolean;
  /** It stays at its port wherever frames of the station come from. */
  readonly sticky: boolean;
  /** Someone else learned it, and looks after it (NTF_EXT_LEARNED). */
  readonly externLearn: boolean;
  readonly vlan: number | undefined;
  /** Where a VXLAN sends it. */
  readonly remote?: Remote;
  /** The id of the namespace that a VXLAN sends it in, where that is another one. */
  readonly remoteNetnsid?: number;
  /** Virtual time of the last use and of the last change, in microseconds. */
  readonly used: number;
  readonly updated: number;
  readonly cause: Cause;
}

/** RTM_DELNEIGH of AF_BRIDGE: an address of a device. */
export interface FdbChange {
  readonly ifindex: number;
  readonly mac: Mac;
  /** Where a VXLAN is to send it. */
  readonly remote?: Remote;
  /** For the device's own list (NTF_SELF). */
  readonly self: boolean;
  /** For the bridge the device is a port of (NTF_MASTER). */
  readonly master: boolean;
  /** The VLAN; all that the port is in when none is named. */
  readonly vlan?: number;
}

/** RTM_NEWNEIGH of AF_BRIDGE. `replace` and `append` take an entry that exists (no NLM_F_EXCL). */
export interface NewFdbEntry extends FdbChange {
  readonly kind: FdbInfo['kind'];
  readonly replace: boolean;
  readonly append: boolean;
  readonly sticky?: boolean;
  readonly externLearn?: boolean;
  /** As if a frame of the station had come in (NTF_USE). */
  readonly use?: boolean;
}

/** RTM_GETNEIGH of AF_BRIDGE for one entry: by a port, or by the bridge. */
export interface FdbQuery {
  readonly ifindex?: number;
  readonly bridge?: number;
  readonly mac: Mac;
  readonly self: boolean;
  readonly vlan: number;
}

/** Which entries a flush takes; what is absent does not matter. */
export interface FdbFlush {
  readonly ifindex: number;
  readonly self: boolean;
  readonly master: boolean;
  readonly port?: number;
  readonly vlan?: number;
  readonly permanent?: boolean;
  /** Also true of permanent ones. */
  readonly static?: boolean;
  readonly byUser?: boolean;
  readonly externLearn?: boolean;
  readonly sticky?: boolean;
}

/** Requests about devices (rtnetlink(7), net/core/rtnetlink.c). */
export interface LinkRequests {
  add(netns: Netns, request: NewLink): Result;
  set(netns: Netns, ifindex: number, change: LinkChange): Result;
  /**
   * Changes all devices of a group, one after the other up to the first that refuses (rtnl_group_changelink).
   * None need be in it.
   */
  setGroup(netns: Netns, group: number, change: LinkChange): Result;
  /** Gives a device alternative names, or takes them away. */
  changeAltNames(netns: Netns, ifindex: number, names: readonly string[], how: 'add' | 'delete'): Result;
  delete(netns: Netns, ifindex: number): Result;
  /**
   * Removes all devices of a group, or none where one of them cannot be (rtnl_group_dellink). Not the group of all that
   * are in none: EPERM.
   */
  deleteGroup(netns: Netns, group: number): Result;
  /** All devices of a namespace by ifindex. */
  dump(netns: Netns): readonly LinkInfo[];
  find(netns: Netns, name: string): LinkInfo | undefined;
  get(netns: Netns, ifindex: number): LinkInfo | undefined;
  /** The other end of a device's wire, whichever namespace it is in: a veth's peer, what an ethernet card is cabled to. */
  wireOf(netns: Netns, ifindex: number): { readonly netns: Netns; readonly ifindex: number } | undefined;
  /** The device that one is built upon, whichever namespace it is in: a VLAN's, a macvlan's. */
  lowerOf(netns: Netns, ifindex: number): { readonly netns: Netns; readonly ifindex: number } | undefined;
}

/** Requests about bridges' forwarding databases (net/bridge/br_fdb.c). */
export interface FdbRequests {
  dump(netns: Netns): readonly FdbInfo[];
  add(netns: Netns, entry: NewFdbEntry): Result;
  delete(netns: Netns, entry: FdbChange): Result;
  get(netns: Netns, query: FdbQuery): Result<FdbInfo>;
  flush(netns: Netns, flush: FdbFlush): Result;
}

/** A VLAN that a port is in. */
export interface BridgeVlanInfo {
  readonly id: number;
  /** Frames that come in without a tag belong to it. */
  readonly pvid: boolean;
  /** Its frames leave without a tag. */
  readonly untagged: boolean;
  /** Its own state on the port, and who is taken to be a router there (MDB_RTR_TYPE_*). */
  readonly state: PortState;
  readonly mcastRouter: number;
  readonly cause: Cause;
}

/** The VLANs of a port, or of the bridge itself. */
export interface BridgeVlansInfo {
  readonly ifindex: number;
  readonly dev: string;
  readonly isBridge: boolean;
  /** By their numbers. */
  readonly vlans: readonly BridgeVlanInfo[];
}

/** A range of VLANs that a port, or with `self` the bridge itself, joins or leaves (IFLA_BRIDGE_VLAN_INFO). */
export interface BridgeVlanChange {
  readonly ifindex: number;
  readonly self: boolean;
  readonly first: number;
  readonly last: number;
  readonly pvid: boolean;
  readonly untagged: boolean;
}

/** Requests about the VLANs of bridges (net/bridge/br_netlink.c). */
export interface BridgeVlanRequests {
  dump(netns: Netns): readonly BridgeVlansInfo[];
  add(netns: Netns, change: BridgeVlanChange): Result;
  delete(netns: Netns, change: BridgeVlanChange): Result;
  /** EINVAL for what is no state and where a spanning tree decides; ENOENT for VLANs that are not there. */
  setOptions(netns: Netns, change: BridgeVlanOptionsChange): Result;
  /** What is set for all ports in a VLAN, for each bridge that heeds VLANs; neighbouring VLANs that are alike together. */
  globals(netns: Netns): readonly BridgeVlanGlobals[];
  setGlobals(netns: Netns, change: BridgeVlanGlobalsChange): Result;
}

/** Sets what holds for some VLANs on a port or, where it is one, on the bridge (RTM_NEWVLAN with BRIDGE_VLANDB_ENTRY). */
export interface BridgeVlanOptionsChange {
  readonly ifindex: number;
  readonly first: number;
  readonly last: number;
  /** BR_STATE_* */
  readonly state?: number;
  readonly mcastRouter?: number;
}

/** VLANs of a bridge, those of its ports among them, with what is set for all ports in them. */
export interface BridgeVlanGlobals {
  readonly ifindex: number;
  readonly dev: string;
  readonly vlans: readonly { readonly first: number; readonly last: number; readonly multicast: VlanMulticast }[];
}

/** Sets what all ports in some VLANs have in common (RTM_NEWVLAN with BRIDGE_VLANDB_GLOBAL_OPTIONS). */
export interface BridgeVlanGlobalsChange {
  readonly ifindex: number;
  readonly first: number;
  readonly last: number;
  readonly multicast: Partial<VlanMulticast>;
}
