import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { VlanTag } from '../../net/vlan.ts';
import type { Skb } from '../skb.ts';

/** What a VLAN device does beyond tagging (VLAN_FLAG_*). */
export interface VlanFlags {
  readonly reorderHeader: boolean;
  readonly gvrp: boolean;
  readonly mvrp: boolean;
  /** It does not go up and down with the device below. */
  readonly looseBinding: boolean;
  readonly bridgeBinding: boolean;
}

/** A row of a map between the priorities of packets and of tags. */
export interface QosMapping {
  readonly from: number;
  readonly to: number;
}

/** What a VLAN device answers about itself. */
export interface VlanInfo {
  readonly protocol: number;
  readonly id: number;
  readonly flags: VlanFlags;
  readonly ingress: readonly QosMapping[];
  readonly egress: readonly QosMapping[];
}

/** What is asked of a VLAN device. Mappings come on top of those that stand. */
export interface VlanOptions {
  readonly protocol?: number;
  readonly id?: number;
  readonly flags?: Partial<VlanFlags>;
  readonly ingress?: readonly QosMapping[];
  readonly egress?: readonly QosMapping[];
}

/** Buckets of the egress map: dumps go from one to the next. */
const EGRESS_BUCKETS = 16;

/** What makes a device one of VLAN (struct vlan_dev_priv). */
export class Vlan {
  flags: VlanFlags = { reorderHeader: true, gvrp: false, mvrp: false, looseBinding: false, bridgeBinding: false };
  private readonly ingress: number[] = [0, 0, 0, 0, 0, 0, 0, 0];
  private egress: QosMapping[] = [];

  constructor(
    readonly protocol: number,
    readonly id: number,
    /** It was given no address of its own (NET_ADDR_STOLEN). */
    public macIsLowers: boolean,
  ) {}

  /** vlan_changelink: a device keeps its id and its protocol. */
  change({ flags, ingress = [], egress = [] }: VlanOptions): void {
    this.flags = { ...this.flags, ...flags };
    for (const { from, to } of ingress) this.ingress[from & 7] = to;
    for (const { from, to } of egress) {
      const others = this.egress.filter((each) => each.from !== from);
      this.egress = [{ from, to: to & 7 }, ...others];
    }
  }

  /** The tag of a frame that is sent (vlan_dev_hard_start_xmit). */
  tagOf({ packet, vlan }: Skb): VlanTag {
    const wanted = packet.kind === 'ipv4' ? priorityOf(packet) : 0;
    const priority = this.egress.find(({ from }) => from === wanted)?.to ?? 0;
    const { id, protocol } = this;
    return vlan === null ? { id, priority, protocol } : { id, priority, protocol, inner: vlan };
  }

  info(): VlanInfo {
    const { protocol, id, flags } = this;
    const ingress = this.ingress.map((to, from) => ({ from, to })).filter(({ to }) => to !== 0);
    const egress = Array.from({ length: EGRESS_BUCKETS }, (_, bucket) =>
      this.egress.filter(({ from, to }) => from % EGRESS_BUCKETS === bucket && to !== 0),
    ).flat();
    return { protocol, id, flags, ingress, egress };
  }
}

/** By the four bits of the TOS: best effort, bulk, interactive, interactive bulk (ip_tos2prio). */
const PRIORITIES = [0, 0, 0, 0, 2, 2, 2, 2, 6, 6, 6, 6, 4, 4, 4, 4];

/** The priority of a packet within this machine, from its TOS (rt_tos2priority). */
function priorityOf({ tos }: Ipv4Packet): number {
  return PRIORITIES[(tos & 0x1e) >> 1]!;
}
