import type { NetworkPacket } from '../net/ethernet.ts';
import type { Ipv4 } from '../net/ipv4.ts';
import type { Mac } from '../net/mac.ts';
import type { VlanTag } from '../net/vlan.ts';
import type { Cause } from './cause.ts';
import type { DropReason } from './drop-reason.ts';
import type { RouteDecision } from './fib/requests.ts';
import type { MacvlanMode } from './link/macvlan.ts';
import type { PortState } from './link/requests.ts';
import type { NeighbourInfo } from './neigh/requests.ts';
import type { ConntrackInfo, HookName } from './netfilter/requests.ts';
import type { Netns } from './netns/netns.ts';

/**
 * Where in the kernel a decision about a packet is taken, in Linux's words.
 * - `send`: a local program or the kernel itself makes the packet (ip_local_out, arp_send).
 * - `hook`: a table of netfilter at one hook (nf_hook_slow).
 * - `conntrack`: connection tracking looks the packet up or confirms it.
 * - `route`: the FIB decides (ip_route_output / ip_route_input).
 * - `forward`: ip_forward: TTL, MTU, redirects.
 * - `neighbour`: the next hop's MAC (neigh_resolve_output).
 * - `transmit`: the frame leaves through a device (dev_queue_xmit). Start of a wire.
 * - `receive`: a frame enters a device (netif_receive_skb). End of a wire.
 * - `bridge`: a bridge learns, forwards or floods (br_handle_frame).
 * - `vlan`: a tag of 802.1Q is put on or taken off (vlan_dev_hard_start_xmit, vlan_do_receive).
 * - `macvlan`: a station on a device hands a frame on, or gets one (macvlan_queue_xmit, macvlan_handle_frame).
 * - `vxlan`: a frame goes into a datagram, or comes out of one (vxlan_xmit, vxlan_rcv).
 * - `bond`: a bond chooses the port a frame leaves by (bond_start_xmit).
 * - `arp`: ARP input (arp_process).
 * - `deliver`: the packet is for this host (ip_local_deliver) and reaches a socket or ICMP.
 */
export type Stage =
  | 'send'
  | 'hook'
  | 'conntrack'
  | 'route'
  | 'forward'
  | 'neighbour'
  | 'transmit'
  | 'receive'
  | 'bridge'
  | 'vlan'
  | 'macvlan'
  | 'vxlan'
  | 'bond'
  | 'arp'
  | 'deliver';

/**
 * What became of the packet at this stage. Every frame that enters a device ends in exactly one event whose verdict is
 * `deliver`, `drop`, `consume` (it concerns nobody here, which is no loss: consume_skb), `queue` (waits for ARP), or a `pass` of stage `transmit` (forwarded or flooded on).
 */
export type Verdict = 'pass' | 'modify' | 'deliver' | 'consume' | 'queue' | 'drop';

/** A rule of a chain that was tried before the verdict fell. */
export interface RuleTried {
  readonly chain: string;
  /** Number within the chain, from 1, as `iptables -L --line-numbers` shows it. */
  readonly number: number;
  readonly matched: boolean;
  /** The first field that did not match, in the words of iptables-save (`-p tcp`, `-i eth0`) or nft; absent on a match. */
  readonly mismatch?: string;
  /** The rule as iptables-save writes it, without `-A CHAIN`, or as nft lists it. */
  readonly text: string;
  readonly target: string;
  readonly cause: Cause;
}

/** The object that decided, with all that was considered. */
export type Decision =
  | { readonly kind: 'route'; readonly decision: RouteDecision }
  | {
      readonly kind: 'neighbour';
      readonly address: number;
      readonly entry: NeighbourInfo | undefined;
      readonly mac: Mac | undefined;
    }
  | {
      readonly kind: 'bridge';
      readonly bridge: string;
      readonly action: 'forward' | 'flood' | 'group' | 'local' | 'drop';
      /** The station that was learned or refreshed on the port of entry. */
      readonly learned: { readonly mac: Mac; readonly port: string; readonly isNew: boolean } | undefined;
      /** What named the ports, for `forward` and `group`. */
      readonly entryCause: Cause | undefined;
      /** Names of the ports the frame leaves by. */
      readonly ports: readonly string[];
      /** The VLAN of the frame, where the bridge heeds VLANs. */
      readonly vlan: number | undefined;
      /** Ports that a flood leaves out, or the one that keeps a frame from its station, and who made it so. */
      readonly withheld: readonly WithheldPort[];
    }
  | {
      readonly kind: 'chain';
      readonly hook: HookName;
      /** Of family ip its name alone, else family and name. */
      readonly table: string;
      readonly tried: readonly RuleTried[];
      /** The rule that gave the verdict; undefined when the chain's policy did. */
      readonly rule: RuleTried | undefined;
      readonly policy:
        | { readonly chain: string; readonly verdict: 'ACCEPT' | 'DROP'; readonly cause: Cause }
        | undefined;
    }
  | {
      readonly kind: 'conntrack';
      readonly before: ConntrackInfo | undefined;
      readonly after: ConntrackInfo | undefined;
    }
  | { readonly kind: 'sysctl'; readonly key: string; readonly value: string; readonly cause: Cause }
  | {
      readonly kind: 'device';
      readonly device: string;
      /** What keeps it from passing frames; `swallows`: its kind passes none at all. */
      readonly state: 'down' | 'no-carrier' | 'waits' | 'swallows' | PortState;
      readonly cause: Cause;
    }
  | {
      readonly kind: 'vlan';
      /** `tag` by a VLAN device on its way down, `untag` on its way up. */
      readonly action: 'tag' | 'untag';
      readonly id: number;
      /** The device it goes on by; undefined where none is for that network. */
      readonly device: string | undefined;
      readonly cause: Cause;
    }
  | {
      readonly kind: 'macvlan';
      readonly mode: MacvlanMode;
      /** The stations it goes to; none: it goes out by the device below. */
      readonly stations: readonly string[];
      readonly lower: string;
      readonly cause: Cause;
    }
  | {
      readonly kind: 'vxlan';
      readonly action: 'encapsulate' | 'decapsulate';
      readonly vni: number;
      readonly device: string;
      /** The routers it is sent to, or the one it came from. */
      readonly remotes: readonly Ipv4[];
      readonly cause: Cause;
    }
  | {
      readonly kind: 'bond';
      readonly mode: string;
      /** The port that was chosen; undefined when none can send. */
      readonly port: string | undefined;
      /** Who else can send, and who cannot. */
      readonly usable: readonly string[];
      readonly failed: readonly { readonly port: string; readonly cause: Cause }[];
      readonly cause: Cause;
    }
  | { readonly kind: 'mtu'; readonly device: string; readonly mtu: number; readonly cause: Cause }
  | { readonly kind: 'socket'; readonly protocol: 'icmp' | 'udp' | 'tcp' | 'arp'; readonly port: number | undefined }
  | { readonly kind: 'address'; readonly address: number; readonly device: string; readonly cause: Cause };

/** A port by which a frame may not pass: it is in no state for it, not in the VLAN, isolated, or told not to flood. */
export interface WithheldPort {
  readonly port: string;
  readonly why: PortState | 'vlan' | 'isolated' | 'no-flood' | 'same-port';
  readonly cause: Cause;
}

/** What a host does in answer to a packet it cannot deliver. */
export interface Answer {
  /** The packet id of the ICMP error (or TCP reset) that was sent; undefined when none was. */
  readonly packet: number | undefined;
  /** Why none was sent (`ip_forward=0 sends none`, `rate limit`, `about an ICMP error`). */
  readonly why?: string;
  readonly type?: number;
  readonly code?: number;
}

/** One step of one packet, emitted where the decision is taken. */
export interface TraceEvent {
  /** Virtual time in microseconds. */
  readonly time: number;
  /** The packet's id: stable across routers, NAT, fragments and the copies of a flood. */
  readonly packet: number;
  /** The id of this copy; a flood gives each copy its own. */
  readonly copy: number;
  /** The packet this one is about or answers: the echo request of a reply, the dead packet of an ICMP error, the IP packet an ARP request is for. */
  readonly parent: number | undefined;
  /** The command that sent it. */
  readonly cause: Cause;
  /** The id of the namespace. */
  readonly netns: number;
  /** The device concerned: of entry for `receive`, of exit for `transmit`. */
  readonly device: string | undefined;
  readonly stage: Stage;
  readonly verdict: Verdict;
  readonly reason: DropReason | undefined;
  readonly decision: Decision | undefined;
  /** The link header, where the packet has one at this stage. */
  readonly mac: { readonly src: Mac; readonly dst: Mac } | undefined;
  /** The tag of 802.1Q, where the frame has one at this stage. */
  readonly vlan: VlanTag | undefined;
  readonly before: NetworkPacket;
  /** The packet after this stage where the stage changed it. */
  readonly after: NetworkPacket | undefined;
  readonly answer: Answer | undefined;
}

/** A change of state, as rtnetlink notifies (`ip monitor`). */
export interface ChangeEvent {
  readonly time: number;
  readonly cause: Cause;
  /** The id of the namespace. */
  readonly netns: number;
  readonly object:
    | 'link'
    | 'address'
    | 'route'
    | 'rule'
    | 'nexthop'
    | 'neighbour'
    | 'fdb'
    | 'netns'
    | 'netfilter'
    | 'sysctl';
  readonly change: 'new' | 'delete' | 'change' | 'move';
  /** What it is about: the device's name, the address with its length, the route's destination, the key. */
  readonly name: string;
  /** For `move`: where the device went, and under which name. */
  readonly to?: { readonly netns: number; readonly name: string };
}

/** Who listens. Either part may be absent; with no listener at all the kernel builds no event. */
export interface Tracer {
  packet?(event: TraceEvent): void;
  change?(event: ChangeEvent): void;
  /** Every frame that a device sends or receives, for captures. `bytes` are encoded by whoever wants them. */
  frame?(frame: {
    readonly time: number;
    readonly netns: Netns;
    readonly device: string;
    readonly direction: 'in' | 'out';
    readonly src: Mac;
    readonly dst: Mac;
    readonly vlan: VlanTag | null;
    readonly payload: NetworkPacket;
  }): void;
}
