import type { Ipv4Packet } from '../net/ipv4-packet.ts';
import type { Mac } from '../net/mac.ts';
import type { Family } from '../net/prefix.ts';
import { Addresses } from './address/addresses.ts';
import { AddressLabels } from './address/addrlabel.ts';
import { BudgetExhausted } from './budget.ts';
import { type Cause, NO_CAUSE } from './cause.ts';
import { explainRoute } from './fib/explain.ts';
import { Nexthops } from './fib/nexthop/nexthops.ts';
import { Routes } from './fib/route-requests.ts';
import { Rules } from './fib/rule-requests.ts';
import { BridgeMdbs } from './link/bridge-mdb-requests.ts';
import { BridgeVlans } from './link/bridge-vlan-requests.ts';
import type { Device } from './link/device.ts';
import { Ethtool } from './link/ethtool/requests.ts';
import { Fdbs } from './link/fdb-requests.ts';
import { Groups } from './link/group-requests.ts';
import { Links } from './link/links.ts';
import { receive } from './link/receive.ts';
import { KernelLog } from './log/kernel-log.ts';
import { Neighbours } from './neigh/neighbours.ts';
import { DEFAULT_NEIGH_PARMS, type NeighParms } from './neigh/parms.ts';
import { chainsOf, connectionsOf, setInfosOf, tablesOf } from './netfilter/readers.ts';
import type { NetfilterReaders } from './netfilter/requests.ts';
import { Namespaces } from './netns/namespaces.ts';
import type { Netns } from './netns/netns.ts';
import { Notices } from './notice/notices.ts';
import { Random } from './random.ts';
import type { Skb } from './skb.ts';
import { Sockets } from './socket/sockets.ts';
import { Sysctl } from './sysctl/sysctl.ts';
import type { Timed } from './timer.ts';
import { TimerHeap } from './timer-heap.ts';
import type { ChangeEvent, Decision, Tracer } from './trace.ts';

/** How a machine starts. */
export interface KernelOptions {
  readonly seed?: number;
  /** Frames and timers it may work through before it says that something goes round. */
  readonly eventBudget?: number;
  /** The br_netfilter module is loaded: bridged IPv4 frames pass iptables. */
  readonly brNetfilter?: boolean;
  /** Each bridge knows the VLANs of its ports from the start (CONFIG_BRIDGE_VLAN_FILTERING), not only once one is used. */
  readonly bridgeVlans?: boolean;
  /** The first namespace is one of its own (`unshare -n`), not the machine's initial one: others take no settings from it. */
  readonly unshared?: boolean;
}

/** Virtual microseconds a frame spends on a wire. Constant, so that frames in flight are a queue. */
const WIRE_DELAY = 5;
const DEFAULT_BUDGET = 2_000_000;
/** Sockets are numbered from here on, as after some time on an ordinary machine. */
const FIRST_INODE = 20_000;
/** Frames in flight beyond which a flood is a storm. */
const STORM = 50_000;

const NETFILTER_READERS: NetfilterReaders = {
  chains: chainsOf,
  conntrack: connectionsOf,
  sets: setInfosOf,
  tables: tablesOf,
};

/** How often one packet may be flooded by bridges: far more often than any chain of bridges without a loop does. */
const FLOODS_OF_A_PACKET = 1000;

/** The machine: the state of all namespaces, and the queue of what is going to happen. */
export class Kernel {
  /** Virtual time in microseconds since the machine started. */
  now = 0;
  /** The cause that new objects and packets get; set it before each request. */
  cause: Cause = NO_CAUSE;
  eventsLeft: number;
  brNetfilter: boolean;
  readonly bridgeVlans: boolean;
  readonly unshared: boolean;
  /** How neighbours are looked for on devices to come, in whatever namespace (arp_tbl, nd_tbl). */
  neighParms: Readonly<Record<Family, NeighParms>> = DEFAULT_NEIGH_PARMS;
  /** True while somebody listens to packets: ask before building an event. */
  tracing = false;
  /** What programs remember that go on in the background, by their names: plain data, which is copied with the machine. */
  readonly residents = new Map<string, object>();
  /** net.ipv4.fwmark_reflect of the whole machine: off, as by default. */
  readonly reflectsMark = false;
  private listener: Tracer | null = null;
  private readonly timers = new TimerHeap();
  /** Frames on wires, in the order of their arrival. */
  private flights: Skb[] = [];
  private firstFlight = 0;
  private order = 0;
  private packets = 0;
  private copies = 0;
  private inodes = FIRST_INODE;
  private floods = new Map<number, number>();
  private readonly chance: Random;

  readonly link: Links;
  readonly fdb: Fdbs;
  readonly bridgeVlan: BridgeVlans;
  readonly mdb: BridgeMdbs;
  readonly group: Groups;
  readonly ethtool: Ethtool;
  readonly address: Addresses;
  readonly addrlabel = new AddressLabels();
  readonly route: Routes;
  readonly nexthop: Nexthops;
  readonly notice = new Notices();
  readonly log = new KernelLog();
  readonly rule: Rules;
  readonly neighbour: Neighbours;
  readonly sysctl: Sysctl;
  readonly socket: Sockets;
  readonly netns: Namespaces;

  constructor(options: KernelOptions = {}) {
    this.chance = new Random(options.seed ?? 1);
    this.eventsLeft = options.eventBudget ?? DEFAULT_BUDGET;
    this.brNetfilter = options.brNetfilter ?? false;
    this.bridgeVlans = options.bridgeVlans ?? false;
    this.unshared = options.unshared ?? false;
    this.link = new Links(this);
    this.fdb = new Fdbs(this);
    this.bridgeVlan = new BridgeVlans(this);
    this.mdb = new BridgeMdbs(this);
    this.group = new Groups(this);
    this.ethtool = new Ethtool(this);
    this.address = new Addresses(this);
    this.route = new Routes(this);
    this.nexthop = new Nexthops(this);
    this.rule = new Rules(this);
    this.neighbour = new Neighbours(this);
    this.sysctl = new Sysctl(this);
    this.socket = new Sockets();
    this.netns = new Namespaces(this);
    this.link.create(this.netns.initial, 'loopback', 'lo', undefined, 65536);
  }

  get netfilter(): NetfilterReaders {
    return NETFILTER_READERS;
  }

  get tracer(): Tracer | null {
    return this.listener;
  }

  set tracer(tracer: Tracer | null) {
    this.listener = tracer;
    this.tracing = tracer?.packet !== undefined;
  }

  /** A number 0 ≤ n < `limit`, from the seed. */
  random(limit: number): number {
    return this.chance.next(limit);
  }

  /** A locally administered unicast address (eth_random_addr). */
  randomMac(): Mac {
    const first = (this.random(256) & 0xfc) | 0x02;
    return first * 0x10000000000 + this.random(0x100) * 0x100000000 + this.random(0x100000000);
  }

  nextPacket(): number {
    this.packets++;
    return this.packets;
  }

  nextCopy(): number {
    this.copies++;
    return this.copies;
  }

  /** The number of a new socket among the kernel's files (sock_i_ino). */
  nextInode(): number {
    this.inodes++;
    return this.inodes;
  }

  /** Arms the time-out of something, `delay` microseconds from now; a former one is void. */
  arm(target: Timed, delay: number): void {
    this.order++;
    const timer = { at: this.now + delay, order: this.order, target };
    target.timer = timer;
    this.timers.push(timer);
  }

  /** Puts a frame on the wire to a device. */
  deliver(device: Device, skb: Skb): void {
    skb.arrivesAt = this.now + WIRE_DELAY;
    skb.arrivesBy = device;
    this.flights.push(skb);
  }

  /** Runs the next event not later than `limit` and answers true; otherwise moves the clock to `limit` and answers false. */
  next(limit: number): boolean {
    for (;;) {
      const flight = this.flights[this.firstFlight];
      const timer = this.timers.peek();
      if (timer !== undefined && timer.target.timer !== timer) {
        this.timers.pop();
        continue;
      }
      if (flight !== undefined && (timer === undefined || flight.arrivesAt <= timer.at)) {
        if (flight.arrivesAt > limit) break;
        this.spend();
        this.land(flight);
        return true;
      }
      if (timer === undefined || timer.at > limit) break;
      this.spend();
      this.timers.pop();
      this.now = timer.at;
      timer.target.timer = null;
      timer.target.expire(this);
      return true;
    }
    if (limit > this.now && Number.isFinite(limit)) this.now = limit;
    return false;
  }

  private land(skb: Skb): void {
    this.firstFlight++;
    if (this.firstFlight === this.flights.length) {
      this.flights.length = 0;
      this.firstFlight = 0;
    } else if (this.firstFlight > 1024 && this.firstFlight * 2 > this.flights.length) {
      this.flights = this.flights.slice(this.firstFlight);
      this.firstFlight = 0;
    }
    this.now = skb.arrivesAt;
    receive(skb.arrivesBy!, skb);
  }

  private spend(): void {
    this.eventsLeft--;
    const inFlight = this.flights.length - this.firstFlight;
    if (this.eventsLeft >= 0 && inFlight < STORM) return;
    const counts = new Map<string, number>();
    let broadcasts = 0;
    for (let i = this.firstFlight; i < this.flights.length; i++) {
      const skb = this.flights[i]!;
      const device = skb.arrivesBy!;
      counts.set(device.name, (counts.get(device.name) ?? 0) + 1);
      if (device.port !== null && skb.hasMac) broadcasts++;
    }
    const devices = [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 4)
      .map(([name]) => name);
    this.flights = [];
    this.firstFlight = 0;
    throw new BudgetExhausted(broadcasts > 0 ? 'broadcast storm' : 'endless traffic', devices);
  }

  /** Loads br_netfilter: from now on bridged IPv4 packets pass the hooks. */
  loadBridgeNetfilter(): void {
    this.brNetfilter = true;
  }

  /** Calls the present time zero: whoever builds a machine lets it settle first. Nothing may be under way. */
  restartClock(): void {
    this.now = 0;
  }

  /** A bridge floods a packet. One that comes back to be flooded without end is a storm. */
  countFlood(bridge: Device, skb: Skb): void {
    const count = (this.floods.get(skb.id) ?? 0) + 1;
    if (count > FLOODS_OF_A_PACKET) {
      this.flights = [];
      this.firstFlight = 0;
      throw new BudgetExhausted('broadcast storm', [bridge.name]);
    }
    if (this.floods.size > 4096) this.floods = new Map();
    this.floods.set(skb.id, count);
  }

  /** Tells the tracer of a change. */
  changed(netns: Netns, object: ChangeEvent['object'], change: ChangeEvent['change'], name: string): void {
    this.listener?.change?.({ time: this.now, cause: this.cause, netns: netns.id, object, change, name });
  }

  /** Tells the tracer that a device goes by another name or lives in another namespace. */
  moved(netns: Netns, name: string, to: Netns, newName: string): void {
    this.listener?.change?.({
      time: this.now,
      cause: this.cause,
      netns: netns.id,
      object: 'link',
      change: 'move',
      name,
      to: { netns: to.id, name: newName },
    });
  }

  /** Shows a frame to a capture. */
  tapFrame(device: Device, skb: Skb, direction: 'in' | 'out'): void {
    for (const socket of device.netns.sockets.taps) socket.tap(device, skb, direction);
    const listener = this.listener;
    if (listener === null || listener.frame === undefined) return;
    listener.frame({
      time: this.now,
      netns: device.netns,
      device: device.name,
      direction,
      src: skb.srcMac,
      dst: skb.dstMac,
      vlan: skb.vlan,
      payload: skb.packet,
    });
  }

  /** The decision about a packet that is sent here, for the trace. */
  explain(netns: Netns, packet: Ipv4Packet): Decision {
    return {
      kind: 'route',
      decision: explainRoute(netns, { destination: packet.dst, source: packet.src, tos: packet.tos }),
    };
  }
}
