/**
 * What the panel draws: a snapshot of the lab as of one line, and the journey of the packets that line sent. Plain data;
 * every line number counts from 0, every text comes from a lab and is shown as text.
 */
export interface Scene {
  /** The document and its version that this was computed from. */
  readonly uri: string;
  readonly version: number;
  /** The command that the scene shows the state after; undefined for a lab without commands. */
  readonly at:
    | {
        /** Its place among all commands of the run. */
        readonly index: number;
        readonly line: number;
        readonly command: string;
        readonly exitCode: number;
        readonly time: number;
      }
    | undefined;
  /** All commands of the run, in order: what a time slider needs to know of them. */
  readonly commands: readonly NotchScene[];
  /** Cures of what is wrong on the scene's line, the evident ones first. */
  readonly fixes: readonly FixScene[];
  readonly topology: TopologyScene;
  readonly journey: JourneyScene | undefined;
  /** In order of creation, the initial namespace first. */
  readonly namespaces: readonly NamespaceScene[];
}

/** A command on the time slider. */
export interface NotchScene {
  readonly line: number;
  readonly text: string;
  /** `sent`, `lost`: it sent packets, and they got where they were to go, or not. */
  readonly kind: 'plain' | 'failed' | 'sent' | 'lost';
}

/** A quick fix, as edits of the document's text. */
export interface FixScene {
  /** In the imperative: `Bring veth0 up`. */
  readonly title: string;
  /** What it cures. */
  readonly message: string;
  readonly edits: readonly {
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
    readonly newText: string;
  }[];
}

/** Namespaces as rooms, devices in them, wires between them. */
export interface TopologyScene {
  readonly namespaces: readonly NamespaceNode[];
  readonly devices: readonly DeviceNode[];
  readonly links: readonly LinkEdge[];
  /** Between VXLANs that send to each other. */
  readonly tunnels?: readonly LinkEdge[];
}

/** A namespace in the drawing. `host` is the initial one, `internet` stands for what lies behind the host's card. */
export interface NamespaceNode {
  readonly id: string;
  readonly name: string;
  readonly kind: 'host' | 'netns' | 'internet';
  /** True when net.ipv4.ip_forward is 1: it routes. */
  readonly forwards: boolean;
  readonly line: number | undefined;
}

/** A device in the drawing. */
export interface DeviceNode {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: 'loopback' | 'ethernet' | 'veth' | 'bridge' | 'dummy' | string;
  readonly up: boolean;
  readonly carrier: boolean;
  readonly mac: string;
  /** With their prefix lengths. */
  readonly addresses: readonly string[];
  /** The bridge, bond or VRF it is a port of. */
  readonly master: string | undefined;
  /** The device it is built upon, in whichever namespace: a VLAN's or a macvlan's parent. */
  readonly lower?: string;
  /** What its kind and its place as a port say of it, a few words each: `VLAN 10`, `tagged 10 20`, `blocking`. */
  readonly notes?: readonly string[];
  /** True for a port that passes no frames: blocked by the spanning tree, or a slave without a link or that waits. */
  readonly idle?: boolean;
  readonly line: number | undefined;
}

/** A wire between two devices, or between a device and the one it is built upon in another namespace. */
export interface LinkEdge {
  readonly from: string;
  readonly to: string;
  /** True when frames pass: both ends up. */
  readonly up: boolean;
  /** `stacked`: from a macvlan or a VLAN to its parent. `tunnel`: between two VXLANs. Absent for cables. */
  readonly kind?: 'stacked' | 'tunnel';
}

/** The tables of a namespace as of the line. */
export interface NamespaceScene {
  readonly id: string;
  readonly name: string;
  readonly tables: readonly TableScene[];
}

/** A table: routes of one FIB table, addresses, ARP cache, … */
export interface TableScene {
  readonly id: string;
  readonly kind:
    | 'rules'
    | 'routes'
    | 'nexthops'
    | 'neighbours'
    | 'addresses'
    | 'ports'
    | 'fdb'
    | 'firewall'
    | 'conntrack'
    | 'sockets'
    | 'sysctl';
  readonly title: string;
  /** The command that prints it, as one would type it in the namespace. */
  readonly tool: string;
  readonly columns: readonly string[];
  readonly rows: readonly RowScene[];
}

/** A row; `text` is the line as the tool prints it. */
export interface RowScene {
  readonly id: string;
  readonly cells: readonly string[];
  readonly text: string;
  /** The line of the lab that made it; undefined when the kernel did. */
  readonly line: number | undefined;
  /** True when the command of the scene made or changed it. */
  readonly changed: boolean;
}

/** All packets that a command caused, in order of their first event. */
export interface JourneyScene {
  /** The place of the command among all of the run. */
  readonly index: number;
  readonly line: number;
  readonly command: string;
  readonly namespace: string;
  /** One sentence: what became of it all. */
  readonly summary: string;
  readonly ok: boolean;
  readonly packets: readonly PacketScene[];
  /** The bytes that hops point to. */
  readonly frames: readonly FrameScene[];
  /** The packet to show first: the one that died, else the first that is not ARP. */
  readonly selected: number;
  /** Where more packets were sent than are listed. */
  readonly omitted: number;
}

/** A frame, or a packet that has no link header yet: its first bytes in hexadecimal, and how long it is in all. */
export interface FrameScene {
  readonly hex: string;
  readonly length: number;
}

/** One packet's way. */
export interface PacketScene {
  readonly id: number;
  readonly parent: number | undefined;
  readonly protocol: 'ARP' | 'ICMP' | 'UDP' | 'TCP' | 'IP' | string;
  /** `echo request 10.0.0.1 → 10.0.0.2, seq 1`. */
  readonly title: string;
  readonly fate: 'delivered' | 'dropped' | 'ignored' | 'lost';
  readonly sentence: string;
  /** Virtual microseconds from the first event of all packets to the first of this one. */
  readonly start: number;
  readonly hops: readonly HopScene[];
}

/** One stage of a packet's way, where one decision was taken. */
export interface HopScene {
  /** Virtual microseconds since the packet's first event. */
  readonly time: number;
  /** Its place among the hops of all packets of the command, from 0; some may be missing. */
  readonly order: number;
  readonly namespace: string;
  /** Device ids: where the stage took place; for a transmit also where the frame arrives. */
  readonly device: string | undefined;
  readonly to: readonly string[];
  readonly stage: string;
  /** Short title of the chip: `PREROUTING nat`, `routing`, `ARP`, `br0`. */
  readonly title: string;
  readonly verdict: 'pass' | 'modify' | 'deliver' | 'consume' | 'queue' | 'drop';
  /** Linux's name of the drop reason. */
  readonly reason: string | undefined;
  readonly sentence: string;
  /** The line of the lab that decided. */
  readonly line: number | undefined;
  /** Ids of the rows (TableScene) that decided. */
  readonly rows: readonly string[];
  /** What else was considered: routes that lost, rules that were tried, in order. */
  readonly considered: readonly ConsideredScene[];
  readonly layers: readonly LayerScene[];
  /** Places in the journey's `frames`: what comes to the stage, and what leaves it where the stage changed it. */
  readonly bytes?: number;
  readonly bytesAfter?: number;
}

/** A route that lost, or a rule that was tried. */
export interface ConsideredScene {
  readonly text: string;
  readonly why: string;
  readonly line: number | undefined;
  /** The rule is for this packet, and leads on to others or only counts. */
  readonly matched?: boolean;
}

/** A header at a hop, field by field. */
export interface LayerScene {
  readonly name: 'Ethernet' | 'ARP' | 'IPv4' | 'ICMP' | 'UDP' | 'TCP' | string;
  readonly fields: readonly FieldScene[];
}

/** A field of a header. */
export interface FieldScene {
  readonly name: string;
  readonly value: string;
  /** Only where the stage changed the field. */
  readonly after?: string;
  /** Its place in the hop's bytes, and how many it takes. */
  readonly at?: number;
  readonly size?: number;
}
