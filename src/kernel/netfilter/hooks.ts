import type { IcmpError } from '../../net/icmp.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { emit } from '../emit.ts';
import { reassemble } from '../ip/fragment.ts';
import { runChain } from './chain.ts';
import { CT_NEW, CT_RELATED, CT_RELATED_REPLY } from './conntrack/info.ts';
import { confirm, track } from './conntrack/track.ts';
import { HookContext } from './context.ts';
import { entryOf, reportChain, reportConntrack, snapshot } from './journal.ts';
import { bindNull, isBound, manipOf } from './nat/binding.ts';
import { translate, translateError } from './nat/manip.ts';
import type { IpHookName } from './requests.ts';
import type { HookDevice, HookNetns, HookSkb } from './skb.ts';
import type { HookStep } from './state.ts';
import type { Chain, Table } from './table.ts';
import type { HookVerdict } from './verdict.ts';

/**
 * Runs a packet through everything registered at a hook, in order of priority (nf_hook_slow). Call it for every IPv4
 * packet; it costs one check while the namespace has no rules.
 *
 * It may replace `skb.packet` (NAT, TTL, TOS …) and change `skb.mark`. At OUTPUT what a chain of type route has changed
 * or NAT has sent elsewhere is routed anew at once by `reroute`; where there is no way, it has dropped the packet, and no
 * later chain sees it (ip_route_me_harder). After PREROUTING the caller routes what it finds. When the verdict is `drop`,
 * the final trace event has been emitted here.
 */
export function runHook(
  netns: HookNetns,
  hook: IpHookName,
  skb: HookSkb,
  inDevice: HookDevice | null,
  outDevice: HookDevice | null,
  reroute?: () => boolean,
): HookVerdict {
  const state = netns.netfilter;
  if (state.idle) return 'accept';
  const steps = state.steps[hook];
  if (steps.length === 0) return 'accept';
  const context = new HookContext(netns, hook, skb, inDevice, outDevice);
  for (const step of steps) {
    const { packet, mark } = skb;
    const verdict = runStep(step, context);
    if (verdict !== 'accept') return verdict;
    if (reroute !== undefined && goesElsewhere(step, skb, packet, mark) && !reroute()) return 'stolen';
  }
  return 'accept';
}

/** Whether a step at OUTPUT has changed what decides about the way (nf_route_table_hook4, nf_nat_ipv4_local_fn). */
function goesElsewhere(step: HookStep, { packet, mark }: HookSkb, before: Ipv4Packet, markBefore: number): boolean {
  if (step.kind === 'nat') return packet.dst !== before.dst;
  if (step.kind !== 'chain' || step.chain.base?.type !== 'route') return false;
  return packet.dst !== before.dst || packet.src !== before.src || packet.tos !== before.tos || mark !== markBefore;
}

function runStep(step: HookStep, context: HookContext): HookVerdict {
  switch (step.kind) {
    case 'chain':
      return runBase(step.table, step.chain, context);
    case 'defrag':
      return defragment(context);
    case 'track':
      return trackPacket(context);
    case 'nat':
      return runNat(step, context);
    case 'confirm':
      return confirmPacket(context);
  }
}

/** A base chain; one of type nat for a connection not yet bound. */
export function runBase(table: Table, chain: Chain, context: HookContext): HookVerdict {
  const before = context.skb.packet;
  const listening = context.netns.kernel.tracing;
  context.tried = listening ? [] : null;
  context.answer = undefined;
  const outcome = runChain(table, chain, context);
  if (listening) reportChain(context, chain, outcome, before);
  return outcome.verdict;
}

/** Connection tracking wants whole packets: pieces wait until all are there (ipv4_conntrack_defrag). */
function defragment({ netns, skb, inDevice }: HookContext): HookVerdict {
  const { packet } = skb;
  if (!packet.mf && packet.fragmentOffset === 0) return 'accept';
  const whole = reassemble(netns, packet, 'conntrack');
  if (whole !== undefined) {
    skb.packet = whole.packet;
    skb.largestPiece = whole.largestPiece;
    return 'accept';
  }
  if (netns.kernel.tracing) emit(netns, skb, 'conntrack', 'queue', { device: inDevice?.name });
  return 'stolen';
}

function trackPacket(context: HookContext): HookVerdict {
  const { netns, skb } = context;
  const known = skb.connection !== null;
  const listening = netns.kernel.tracing;
  const found = listening && !known ? entryOf(context) : undefined;
  if (!track(netns, skb)) {
    if (listening) reportConntrack(context, undefined, skb.packet, 'drop');
    return 'drop';
  }
  if (listening && !known) {
    reportConntrack(context, skb.connection === null ? undefined : found, skb.packet, 'accept');
  }
  return 'accept';
}

function confirmPacket(context: HookContext): HookVerdict {
  const { netns, skb } = context;
  if (confirm(netns, skb)) return 'accept';
  if (netns.kernel.tracing) reportConntrack(context, undefined, skb.packet, 'drop');
  return 'drop';
}

/** nf_nat_inet_fn: asks the nat chains about a new connection, then translates the packet as its connection is bound. */
function runNat(step: Extract<HookStep, { kind: 'nat' }>, context: HookContext): HookVerdict {
  const { netns, hook, skb } = context;
  const { connection, ctInfo } = skb;
  if (connection === null) return 'accept';
  const manip = manipOf(hook);
  const before = skb.packet;
  const known = netns.kernel.tracing ? snapshot(context) : undefined;
  const { payload } = before;
  if ((ctInfo === CT_RELATED || ctInfo === CT_RELATED_REPLY) && payload.kind === 'icmp') {
    const translated = translateError(before, payload as IcmpError, connection, ctInfo, manip);
    if (translated === undefined) return drop(context);
    skb.packet = translated;
  } else {
    if (ctInfo === CT_NEW && !isBound(connection, manip)) {
      for (const { table, chain } of step.chains) {
        const verdict = runBase(table, chain, context);
        if (verdict !== 'accept') return verdict;
        if (isBound(connection, manip)) break;
      }
      if (!isBound(connection, manip) && !bindNull(netns, connection, manip)) return drop(context);
    } else if (hook === 'POSTROUTING' && wentElsewhere(context)) {
      // MASQUERADE took the address of another device: the connection cannot go on this way.
      netns.netfilter.connections.remove(connection, netns.kernel.now);
      return drop(context);
    }
    skb.packet = translate(before, connection, ctInfo, manip);
  }
  if (skb.packet !== before && netns.kernel.tracing) {
    reportConntrack(context, known, before, 'accept');
  }
  return 'accept';
}

/** nf_nat_oif_changed. */
function wentElsewhere({ skb, outDevice }: HookContext): boolean {
  const { connection, ctInfo } = skb;
  if (connection === null || connection.masqueradeIndex === 0 || ctInfo >= 3) return false;
  return connection.masqueradeIndex !== outDevice?.ifindex;
}

function drop(context: HookContext): HookVerdict {
  if (context.netns.kernel.tracing) {
    reportConntrack(context, snapshot(context), context.skb.packet, 'drop');
  }
  return 'drop';
}
