import { ANY_IPV6, IPV6_MIN_MTU, type Ipv6 } from '../../net/ipv6.ts';
import type { Mac } from '../../net/mac.ts';
import { BROADCAST_MAC } from '../../net/mac.ts';
import type { Family, Ip } from '../../net/prefix.ts';
import type { DeviceAddress } from '../address/device-address.ts';
import type { Cause } from '../cause.ts';
import { Igmp } from '../ip/igmp.ts';
import type { Neighbour } from '../neigh/neighbour.ts';
import type { NeighParms } from '../neigh/parms.ts';
import type { ProxyNeighbour } from '../neigh/proxy.ts';
import type { Netns } from '../netns/netns.ts';
import { type Conf, type ConfName, loopbackConf } from '../sysctl/conf.ts';
import { type Conf6, initialConf6 } from '../sysctl/conf6.ts';
import type { Bond, BondPort } from './bond.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import type { Feature } from './ethtool/features.ts';
import { KIND_FEATURES } from './ethtool/kind-features.ts';
import { kindOf } from './kinds/index.ts';
import type { Macvlan } from './macvlan.ts';
import type { LinkKind, LinkMode, Offload, OperState, Queues } from './requests.ts';
import type { Vlan } from './vlan.ts';
import type { Vxlan } from './vxlan.ts';

/** How many processors the simulated machine has. */
const PROCESSORS = 4;
const MANY_QUEUES: Queues = Object.freeze({ tx: PROCESSORS, rx: PROCESSORS });
const ONE_QUEUE: Queues = Object.freeze({ tx: 1, rx: 1 });
const DEFAULT_OFFLOAD: Offload = Object.freeze({ gsoMaxSize: 65536, gsoMaxSegs: 65535, groMaxSize: 65536 });

/** A network device (struct net_device). */
export class Device {
  up = false;
  arp: boolean;
  multicast: boolean;
  allmulti = false;
  /** Flags without effect (IFF_DYNAMIC, IFF_NOTRAILERS). */
  dynamic = false;
  noTrailers = false;
  promisc = false;
  /** How many packet sockets want frames for others too (PACKET_MR_PROMISC). */
  captures = 0;
  /** It was up and had further addresses to listen to: it takes the frames for everyone (dev->uc_promisc). */
  hearsOthers = false;
  /** How many of the devices built upon it need it to receive frames for everyone (dev_set_promiscuity). */
  promiscHolders = 0;
  alias: string | undefined = undefined;
  /** Other names it goes by (ip-link(8), altname), in the order in which they were given. */
  altNames: string[] = [];
  group = 0;
  txqlen: number;
  /** Where it sends what is for all on its link (dev->broadcast). */
  broadcastMac: Mac;
  /** The other end of its wire: a veth's peer, what a card is cabled to. */
  wire: Device | null = null;
  /** The device it belongs to as a port (IFLA_MASTER). */
  master: Device | null = null;
  /** The device it is built upon (IFLA_LINK), wherever that is. */
  lower: Device | null = null;
  /** The devices that are built upon it, in order of creation. */
  readonly uppers: Device[] = [];
  /** The kind of device that takes all that comes in by this one before any protocol does (rx_handler). */
  rxHandler: LinkKind | null = null;
  /** The carrier that a device built upon another has from that one. */
  stackedCarrier = true;
  /** The carrier that it was told to have, or not, by hand or by protodown. */
  isPlugged = true;
  linkMode: LinkMode = 'DEFAULT';
  /** What was made of its operational state while it has a carrier: by its mode, by hand. */
  heldState: OperState | null = null;
  protoDown = false;
  /** A bit each. */
  protoDownReasons = 0;
  offload: Offload = DEFAULT_OFFLOAD;
  queues: Queues;
  /** Set on a macvlan. */
  macvlan: Macvlan | null = null;
  /** Set on a VXLAN device. */
  vxlan: Vxlan | null = null;
  /** Set on a VLAN device. */
  vlan: Vlan | null = null;
  /** Set on a bridge. */
  bridge: Bridge | null = null;
  /** Set on a port of a bridge. */
  port: BridgePort | null = null;
  /** Set on a bond, and on a port of one. */
  bond: Bond | null = null;
  bondPort: BondPort | null = null;
  /** Set on a VRF: the routing table it stands for. */
  vrfTable: number | null = null;
  addresses: DeviceAddress[] = [];
  /** Of both families. */
  neighbours = new Map<Ip, Neighbour>();
  /** Addresses of others that are answered for. */
  proxies = new Map<Ip, ProxyNeighbour>();
  /** Groups it listens to, in the order in which they were joined (dev->mc). */
  readonly groups = new Set<Mac>();
  /** Those of them that somebody asked for by hand (netdev_hw_addr.global_use), and those the kernel itself is in. */
  readonly staticGroups = new Set<Mac>();
  readonly joinedGroups = new Set<Mac>();
  /** The groups of IPv4 it is in, and what it knows of who asks for them. */
  igmp: Igmp;
  /** IPv6 groups it is in besides that of all nodes, with how many of its addresses are the reason (idev->mc_list). */
  readonly ipv6Groups = new Map<Ipv6, number>();
  /** Addresses it was given to listen to besides, with who did it (dev->uc). */
  readonly listed = new Map<Mac, Cause>();
  upCause: Cause | undefined = undefined;
  rxPackets = 0;
  rxBytes = 0;
  rxDropped = 0;
  txPackets = 0;
  txBytes = 0;
  txDropped = 0;
  carrierChanges: number;
  /** Whether the other end of the wire was found without a carrier when this one lost its own. */
  foundPeerDown: boolean | null = null;
  /** True once it has been up in its namespace: it has a queueing discipline. */
  activated = false;
  /** IPv6 has seen its carrier since it came up (IF_READY). */
  ipv6Ready = false;
  /** IPv4 runs on it, until its MTU becomes too small (dev->ip_ptr). */
  inet = true;
  /** IPv6 runs on it: it does on every device whose MTU allows it. */
  inet6: boolean;
  /** Its identifier in networks that routers announce, :: for that made of its MAC (idev->token). */
  token: Ipv6 = ANY_IPV6;
  /** It is being destroyed (NETREG_UNREGISTERING). */
  unregistering = false;
  /** True when the device was destroyed. */
  gone = false;
  /** Features that it would have if nothing was in the way (dev->wanted_features, and those that cannot be changed). */
  wantedFeatures: readonly Feature[];
  /** Queues in use. */
  channels: Queues = ONE_QUEUE;
  /** net.ipv4.conf.DEV.* */
  conf: Conf;
  /** net.ipv6.conf.DEV.* */
  conf6: Conf6;
  /** net.ipv4.neigh.DEV.*, net.ipv6.neigh.DEV.* */
  neighParms: Readonly<Record<Family, NeighParms>>;

  constructor(
    public netns: Netns,
    public ifindex: number,
    public name: string,
    readonly kind: LinkKind,
    public mac: Mac,
    public mtu: number,
    readonly cause: Cause,
  ) {
    this.igmp = new Igmp(this);
    this.inet6 = mtu >= IPV6_MIN_MTU;
    this.neighParms = netns.kernel.neighParms;
    this.wantedFeatures = Object.freeze(KIND_FEATURES[kind].on);
    const { noArp, noMulticast, txqlen, carrierChanges, manyQueues } = kindOf(this);
    this.broadcastMac = kind === 'loopback' ? 0 : BROADCAST_MAC;
    this.arp = noArp !== true;
    this.conf = kind === 'loopback' ? loopbackConf(netns.confDefault) : netns.confDefault;
    this.conf6 = initialConf6(netns.conf6Default, kind === 'loopback', !this.arp);
    this.multicast = noMulticast !== true;
    this.txqlen = txqlen ?? 1000;
    this.queues = manyQueues ? MANY_QUEUES : ONE_QUEUE;
    this.carrierChanges = carrierChanges ?? 0;
  }

  /** True when frames could leave (netif_carrier_ok). */
  get carrier(): boolean {
    return this.isPlugged && kindOf(this).carrier(this);
  }

  get operState(): OperState {
    if (!this.up) return 'DOWN';
    if (this.heldState !== null && this.carrier) return this.heldState;
    const own = this.isPlugged ? kindOf(this).operState?.(this) : undefined;
    if (own !== undefined) return own;
    if (this.carrier) return 'UP';
    return (this.foundPeerDown ?? this.lowerIsDown) ? 'LOWERLAYERDOWN' : 'DOWN';
  }

  /** It may be sent by (netif_oper_up). */
  get isOperUp(): boolean {
    const { operState } = this;
    return operState === 'UP' || operState === 'UNKNOWN';
  }

  /** The kernel looks the device below, or at the wire's other end, up by its index here, wherever that is (default_operstate). */
  get lowerIsDown(): boolean {
    const index = (this.lower ?? this.wire)?.ifindex ?? this.ifindex;
    return index !== this.ifindex && this.netns.devices.get(index)?.carrier === false;
  }

  get isLoopback(): boolean {
    return this.kind === 'loopback';
  }

  /** True when packets that come in by this device may be forwarded (IN_DEV_FORWARD). */
  get forwards(): boolean {
    return this.conf.forwarding !== 0;
  }

  /** Routes by it do not count while it has no carrier (ip_ignore_linkdown). */
  get ignoresLinkdown(): boolean {
    return this.either('ignore_routes_with_linkdown');
  }

  /** A setting that is on when it is on for the device or for all (IN_DEV_ORCONF). */
  either(name: ConfName): boolean {
    return this.conf[name] !== 0 || this.netns.confAll[name] !== 0;
  }

  /** The VRF that decides where its packets are looked up: itself, or its master (l3mdev_master_ifindex). */
  get l3Master(): Device | null {
    if (this.vrfTable !== null) return this;
    return this.master !== null && this.master.vrfTable !== null ? this.master : null;
  }

  /** Takes up life in another namespace: its settings are that one's defaults. */
  enter(netns: Netns): void {
    this.netns = netns;
    this.conf = netns.confDefault;
    this.conf6 = initialConf6(netns.conf6Default, this.isLoopback, !this.arp);
    this.token = ANY_IPV6;
    this.neighParms = netns.kernel.neighParms;
  }
}
