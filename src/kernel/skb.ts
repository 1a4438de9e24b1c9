import type { NetworkPacket } from '../net/ethernet.ts';
import type { Mac } from '../net/mac.ts';
import type { VlanTag } from '../net/vlan.ts';
import type { Cause } from './cause.ts';
import type { Dst } from './ip/dst.ts';
import type { Device } from './link/device.ts';
import type { Connection } from './netfilter/conntrack/connection.ts';
import { CT_NEW, type CtInfo } from './netfilter/conntrack/info.ts';

/** A packet on its way through the machine (struct sk_buff). One object travels; `packet` is replaced when a header changes. */
export class Skb {
  mark = 0;
  connection: Connection | null = null;
  ctInfo: CtInfo = CT_NEW;
  /** The link header as it was received or is to be sent. */
  srcMac: Mac = 0;
  dstMac: Mac = 0;
  hasMac = false;
  /** The tag of 802.1Q that the frame bears. */
  vlan: VlanTag | null = null;
  /** The link header as events show it, once one has shown it. */
  linkHeader: { readonly src: Mac; readonly dst: Mac } | null = null;
  /** The device it came in by, null for packets made here. */
  inDevice: Device | null = null;
  /** Whom the frame it came in was addressed to (skb->pkt_type). */
  packetType: 'unicast' | 'broadcast' | 'multicast' | undefined = undefined;
  /** The ports of the bridge it crosses, for br_netfilter. */
  physIn: Device | null = null;
  physOut: Device | null = null;
  /** Whose socket sent it (skb->sk): a process's, or one of the kernel's own for its answers. */
  socketOf: 'process' | 'kernel' | null = null;
  /** br_netfilter has taken it through PREROUTING already (nf_bridge_info): IPv4 does not do so again. */
  prerouted = false;
  /** The device that it was to leave by has dropped it, and tells its sender (NET_XMIT_DROP). */
  refused = false;
  /** The length of its longest piece, where connection tracking put it together: it leaves in such pieces (frag_max_size). */
  largestPiece = 0;
  /** The way it is forwarded, which it keeps across lo: it is not asked for again (netif_keep_dst). */
  forwarded: Dst | null = null;
  /** TRACE has marked it (skb->nf_trace). */
  traced = false;
  /** While it is on a wire: when it arrives, and where. */
  arrivesAt = 0;
  arrivesBy: Device | null = null;

  constructor(
    readonly id: number,
    readonly copy: number,
    readonly parent: number | undefined,
    readonly cause: Cause,
    public packet: NetworkPacket,
  ) {}

  /** Another frame with the same packet, for a further receiver (skb_clone). */
  clone(kernel: { nextCopy(): number }): Skb {
    const copy = new Skb(this.id, kernel.nextCopy(), this.parent, this.cause, this.packet);
    return Object.assign(copy, { ...this, copy: copy.copy });
  }

  get sourceMac(): Mac | undefined {
    return this.inDevice === null ? undefined : this.srcMac;
  }

  get bridgePorts(): { readonly in: string; readonly out: string } | undefined {
    if (this.physIn === null && this.physOut === null) return undefined;
    return { in: this.physIn?.name ?? '', out: this.physOut?.name ?? '' };
  }
}
