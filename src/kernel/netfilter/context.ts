import { ETH_HLEN } from '../../net/ethernet.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { lengthOf } from '../link/transmit.ts';
import type { Answer, RuleTried } from '../trace.ts';
import type { HookName } from './requests.ts';
import type { HookDevice, HookNetns, HookSkb } from './skb.ts';

/** A packet at a hook, as matches and targets see it (struct nft_pktinfo with its nf_hook_state). */
export class HookContext {
  readonly netns: HookNetns;
  readonly hook: HookName;
  readonly skb: HookSkb;
  readonly inDevice: HookDevice | null;
  readonly outDevice: HookDevice | null;
  /** Whose chains it meets; frames are not always packets of IPv4. */
  readonly family: 'ip' | 'bridge' | 'arp' | 'netdev';
  /** Rules tried at the present chain; null while nobody listens. */
  tried: RuleTried[] | null = null;
  /** A trace of rules has shown the packet at the present chain. */
  traceShown = false;
  /** What a target told the sender, or why it did not; undefined where no target answers. */
  answer: Answer | undefined;

  constructor(
    netns: HookNetns,
    hook: HookName,
    skb: HookSkb,
    inDevice: HookDevice | null,
    outDevice: HookDevice | null,
    family: HookContext['family'] = 'ip',
  ) {
    this.netns = netns;
    this.hook = hook;
    this.skb = skb;
    this.inDevice = inDevice;
    this.outDevice = outDevice;
    this.family = family;
  }

  /** The packet, which `isIpv4` says. */
  get packet(): Ipv4Packet {
    return this.skb.packet;
  }

  get isIpv4(): boolean {
    return this.skb.packet.kind === 'ipv4';
  }

  /** Bytes, as counters see them: what leaves a device has its link header on (skb->len). */
  get length(): number {
    const { packet } = this.skb;
    const own = packet.kind === 'ipv4' ? packet.length : lengthOf(packet);
    const hasHeader = this.hook === 'EGRESS' || (this.family === 'arp' && this.hook === 'OUTPUT');
    return hasHeader ? own + ETH_HLEN : own;
  }
}

/** What a target says: `continue` with the next rule, `return` to the calling chain, or the end (NFT_*, NF_*). */
export type TargetVerdict = 'continue' | 'return' | 'accept' | 'drop' | 'stolen';
