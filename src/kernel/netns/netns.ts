import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { type AddressLabel, DEFAULT_LABELS } from '../address/addrlabel.ts';
import type { Cause } from '../cause.ts';
import { isLocalAddress } from '../fib/address-type.ts';
import { Fib } from '../fib/fib.ts';
import type { RouteQuery } from '../fib/requests.ts';
import type { Routed } from '../ip/dst.ts';
import type { Redirect } from '../ip/follow-redirect.ts';
import type { LearnedMtu } from '../ip/learned.ts';
import { newMib } from '../ip/mib.ts';
import type { Peer } from '../ip/peer.ts';
import { routeOutput } from '../ip/route-output.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import type { RuleTraceSocket } from '../netfilter/rule-trace.ts';
import type { RulesetSocket } from '../netfilter/ruleset-notice.ts';
import { NetfilterState } from '../netfilter/state.ts';
import type { NoticeQueue } from '../notice/notices.ts';
import { SocketTable } from '../socket/socket-table.ts';
import { CONF_ALL, CONF_DEFAULTS } from '../sysctl/conf.ts';
import { CONF6_ALL, CONF6_DEFAULTS } from '../sysctl/conf6.ts';

/** How far apart namespaces begin to number their packets. */
const IP_ID_STRIDE = 0x2f3b;

/** Frozen, and the same one everywhere: it need not be looked at when a machine is put back to where it was. */
const NOBODY: readonly never[] = Object.freeze([]);

/** A network namespace (struct net): its devices, tables and settings. */
export class Netns {
  /** By ifindex, in its order. */
  readonly devices = new Map<number, Device>();
  readonly byName = new Map<string, Device>();
  /** The devices that have alternative names, by these. */
  readonly byAltName = new Map<string, Device>();
  readonly fib = new Fib();
  /** In the order in which they are tried. */
  addressLabels: readonly AddressLabel[] = DEFAULT_LABELS;
  readonly netfilter = new NetfilterState(4, []);
  private ip6tables: NetfilterState | undefined = undefined;
  readonly sockets = new SocketTable();
  /** Those who listen to changes. */
  noticeQueues: readonly NoticeQueue[] = NOBODY;
  /** Those who are told of rules that traced packets meet. */
  ruleTraces: readonly RuleTraceSocket[] = NOBODY;
  /** Those who are told what changes in the ruleset. */
  rulesetSockets: readonly RulesetSocket[] = NOBODY;
  /** Ids of other namespaces as seen from here (netns_ids). */
  readonly nsids = new Map<Netns, number>();
  confAll = CONF_ALL;
  confDefault = CONF_DEFAULTS;
  conf6All = CONF6_ALL;
  conf6Default = CONF6_DEFAULTS;
  /** Settings that were written, by key below /proc/sys. */
  readonly settings = new Map<string, string>();
  readonly settingCauses = new Map<string, Cause>();
  /** Learned path MTUs by destination (ip_rt_update_pmtu). */
  readonly pathMtus = new Map<Ipv4, LearnedMtu>();
  /** Better routers by destination, of which others told (__ip_do_redirect). */
  readonly redirects = new Map<Ipv4, Redirect>();
  /** Pieces of packets that wait for the others. */
  readonly fragments = new Map<string, Ipv4Packet[]>();
  /** What is remembered of other hosts, for the rates of ICMP messages. */
  readonly peers = new Map<Ipv4, Peer>();
  /** What has been counted of the protocols, and messages of ICMP by their types. */
  readonly mib = newMib();
  readonly icmpIn = new Map<number, number>();
  readonly icmpOut = new Map<number, number>();
  /** The name it is bound to below /run/netns; undefined for the initial and hidden ones. */
  name: string | undefined = undefined;
  /** How people call one that need not have such a name: what runs in it. */
  label: string | undefined = undefined;
  /** Where else it is bound to, as a file. */
  path: string | undefined = undefined;
  /** Its devices in the order in which they came (dev_base_head). */
  readonly registered = new Set<Device>();
  /** The VXLANs that were made in it, wherever they are now: their packets leave and come in here. */
  readonly vxlans = new Set<Device>();
  /** The processes that stay in it and keep it alive. Those that end with their command are not kept here. */
  readonly processes = new Set<number>();
  /** Those of its names that are symbolic links, which can be removed as files can. */
  readonly links = new Set<string>();
  /** The index that the last device was numbered with by itself. */
  private lastIfindex = 0;
  /** How many addresses have been entered of others that its devices answer for. */
  proxySerial = 0;
  alive = true;
  defaultTtl = 64;
  private ipId: number;

  constructor(
    readonly kernel: Kernel,
    /** Unique number, in order of creation. */
    readonly id: number,
    readonly cause: Cause,
    /** Stands for the world outside the machine; not listed by name. */
    readonly hidden: boolean,
  ) {
    // Each host counts from somewhere else, so that the same number is hardly ever seen of two (ip_idents).
    this.ipId = (id * IP_ID_STRIDE) & 0xffff;
  }

  /** The rules of ip6tables, made when somebody asks for them: they are only kept, as no packet of IPv6 is carried. */
  get netfilter6(): NetfilterState {
    this.ip6tables ??= new NetfilterState(6, this.netfilter.sets);
    return this.ip6tables;
  }

  get loopback(): Device {
    return this.devices.get(1)!;
  }

  /** The next index for a device; those that came from elsewhere, or were asked for, do not count (dev_index_reserve). */
  newIfindex(): number {
    do this.lastIfindex++;
    while (this.devices.has(this.lastIfindex));
    return this.lastIfindex;
  }

  nextIpId(): number {
    this.ipId = (this.ipId + 1) & 0xffff || 1;
    return this.ipId;
  }

  isLocal(address: Ipv4): boolean {
    return isLocalAddress(this, address);
  }

  routeOutput(query: RouteQuery): Routed {
    return routeOutput(this, query);
  }
}
