import type { NetworkPacket } from '../net/ethernet.ts';
import type { DropReason } from './drop-reason.ts';
import type { Netns } from './netns/netns.ts';
import type { Skb } from './skb.ts';
import type { Answer, Decision, Stage, TraceEvent, Verdict } from './trace.ts';

/** What an event says beyond packet, place and verdict. */
export interface Particulars {
  readonly device?: string | undefined;
  readonly reason?: DropReason;
  readonly decision?: Decision | undefined;
  readonly before?: NetworkPacket;
  readonly after?: NetworkPacket;
  readonly answer?: Answer | undefined;
}

/** Hands an event to the tracer. Callers ask `kernel.tracing` first, so that nothing is built with nobody listening. */
export function emit(netns: Netns, skb: Skb, stage: Stage, verdict: Verdict, more: Particulars = NOTHING): void {
  report(netns, skb, stage, verdict, more.reason, more);
}

const NOTHING: Particulars = {};

function report(
  netns: Netns,
  skb: Skb,
  stage: Stage,
  verdict: Verdict,
  reason: DropReason | undefined,
  more: Particulars,
): void {
  netns.kernel.tracer?.packet?.({
    time: netns.kernel.now,
    packet: skb.id,
    copy: skb.copy,
    parent: skb.parent,
    cause: skb.cause,
    netns: netns.id,
    device: more.device,
    stage,
    verdict,
    reason,
    decision: more.decision,
    mac: skb.hasMac ? linkHeaderOf(skb) : undefined,
    vlan: skb.vlan ?? undefined,
    before: more.before ?? skb.packet,
    after: more.after,
    answer: more.answer,
  });
}

/** The link header as an object, the same one as long as it is the same header: a flood has thousands of steps. */
function linkHeaderOf(skb: Skb): NonNullable<TraceEvent['mac']> {
  const { linkHeader, srcMac, dstMac } = skb;
  if (linkHeader !== null && linkHeader.src === srcMac && linkHeader.dst === dstMac) return linkHeader;
  skb.linkHeader = { src: srcMac, dst: dstMac };
  return skb.linkHeader;
}

/** Ends a packet's way. */
export function drop(netns: Netns, skb: Skb, stage: Stage, reason: DropReason, more: Particulars = NOTHING): void {
  if (netns.kernel.tracing) report(netns, skb, stage, 'drop', reason, more);
}
