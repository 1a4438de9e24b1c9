import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Mac } from '../../net/mac.ts';
import { ReceiveQueue } from '../receive-queue.ts';
import type { HookContext } from './context.ts';
import type { RuleVerdict } from './nft/run.ts';
import type { Rule } from './rule.ts';
import type { HookNetns } from './skb.ts';
import type { Chain } from './table.ts';

/** A packet as it was when a rule was told of. */
export interface TracedPacket {
  readonly inDevice: string | undefined;
  readonly outDevice: string | undefined;
  readonly loopback: boolean;
  readonly mac: { readonly src: Mac; readonly dst: Mac } | undefined;
  readonly mark: number;
  readonly packet: Ipv4Packet;
}

/** What nf_tables tells of a packet that bears the mark of TRACE (NFT_MSG_TRACE): a rule that it met, or a policy. */
export interface RuleTrace {
  /** Of the packet, as long as it is in one piece (nft_trace's skbid). */
  readonly id: number;
  readonly table: string;
  readonly chain: string;
  /** Undefined for the policy. */
  readonly rule: Rule | undefined;
  /** In the words of nft: `CONTINUE`, `JUMP:mine`, or a number where it has none. */
  readonly verdict: string;
  readonly mark: number;
  /** The packet; only in the first message of a base chain. */
  readonly packet: TracedPacket | undefined;
}

/** Keeps what is told until it is read. */
export class RuleTraceSocket extends ReceiveQueue<RuleTrace> {
  constructor(private readonly netns: HookNetns) {
    super();
    netns.ruleTraces = [...netns.ruleTraces, this];
  }

  close(): void {
    this.netns.ruleTraces = this.netns.ruleTraces.filter((each) => each !== this);
  }
}

/** What `RETURN` looks like, which has no name there (NFT_RETURN). */
const RETURN = '0xfffffffb';

/** What a rule that matched leads to, in the words of a trace. */
export function verdictWords({ spec: { target } }: Rule, outcome: string | undefined): string {
  if (target?.kind === 'jump') return `${target.goto ? 'GOTO' : 'JUMP'}:${target.chain}`;
  if (target?.kind === 'RETURN') return RETURN;
  if (target?.kind === 'ACCEPT' || outcome === 'accept') return 'ACCEPT';
  return target?.kind === 'DROP' || outcome === 'drop' || outcome === 'stolen' ? 'DROP' : 'CONTINUE';
}

/** What a rule of nft leads to, in the same words. */
export function nativeVerdictWords(verdict: RuleVerdict): string {
  switch (verdict.kind) {
    case 'jump':
    case 'goto':
      return `${verdict.kind.toUpperCase()}:${verdict.chain.name}`;
    case 'return':
      return RETURN;
    case 'stolen':
      return 'DROP';
    default:
      return verdict.kind.toUpperCase();
  }
}

/** Tells all who listen of a rule that a packet with the mark of TRACE met, or of the policy (nft_trace_packet). */
export function traceRule(context: HookContext, chain: Chain, rule: Rule | undefined, verdict: string): void {
  const { netns, skb } = context;
  if (!skb.traced || netns.ruleTraces.length === 0) return;
  const packet = context.traceShown ? undefined : snapshot(context);
  context.traceShown = true;
  const trace = { id: traceId(context), table: chain.table, chain: chain.name, rule, verdict, mark: skb.mark, packet };
  for (const socket of netns.ruleTraces) socket.put(trace);
}

function snapshot({ skb, inDevice, outDevice }: HookContext): TracedPacket {
  return {
    inDevice: inDevice?.name,
    outDevice: outDevice?.name,
    loopback: inDevice?.isLoopback ?? false,
    mac: inDevice === null || !skb.hasMac ? undefined : { src: skb.srcMac, dst: skb.dstMac },
    mark: skb.mark,
    packet: skb.packet,
  };
}

/** Knuth's multiplier of 32 bits, which scatters numbers that follow each other. */
const SCATTER = 2654435761;

/** From the packet and where it came in (nft_trace_init). */
function traceId({ skb }: HookContext): number {
  return Math.imul(skb.copy * 64 + (skb.inDevice?.ifindex ?? 0) + 1, SCATTER) >>> 0;
}
