import { NO_CAUSE } from '../../kernel/cause.ts';
import { DROP_REASONS } from '../../kernel/drop-reason.ts';
import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatMac } from '../../net/mac.ts';
import { describePacket } from '../words.ts';
import { explainBridge } from './bridge.ts';
import { explainChain } from './chain.ts';
import { explainConntrack } from './conntrack.ts';
import { explainBond, explainDevice, explainMacvlan, explainVlan, explainVxlan } from './device.ts';
import { type Explanation, plain } from './explanation.ts';
import { explainRoute } from './route.ts';

export type { Considered, Explanation } from './explanation.ts';

/** How people call the namespace that has an id: its name below /run/netns, `host` for the one the lab starts in. */
export type NameOf = (netns: number) => string;

/** Explains one event of a packet's way. */
export function explainEvent(event: TraceEvent, nameOf: NameOf): Explanation {
  const decided = explainDecision(event, nameOf);
  if (event.verdict !== 'drop') return decided;
  const why = event.reason === undefined ? '' : ` ${DROP_REASONS[event.reason]}`;
  const answer = event.answer;
  const sent =
    answer === undefined
      ? ''
      : answer.packet === undefined
        ? ` The sender is not told${answer.why === undefined ? '' : `: ${answer.why}`}.`
        : ' The sender is told by an ICMP message.';
  return {
    ...decided,
    sentence: `${decided.sentence}${decided.sentence.includes('Dropped') ? '' : ' Dropped.'}${why}${sent}`,
  };
}

/** Explains what was decided at an event, without what came of it. */
export function explainDecision(event: TraceEvent, nameOf: NameOf): Explanation {
  const decision = event.decision;
  const where = nameOf(event.netns);
  if (decision === undefined) return plain(explainStage(event, where));
  switch (decision.kind) {
    case 'route':
      return explainRoute(decision.decision, where);
    case 'chain':
      return explainChain(decision, where);
    case 'conntrack':
      return explainConntrack(event, decision);
    case 'bridge':
      return explainBridge(decision, event);
    case 'vlan':
      return explainVlan(decision, event, where);
    case 'macvlan':
      return explainMacvlan(decision, event, where);
    case 'vxlan':
      return explainVxlan(decision, event, where);
    case 'bond':
      return explainBond(decision, event, where);
    case 'neighbour':
      return explainNeighbour(decision, event);
    case 'sysctl':
      return plain(`In ${where}, ${decision.key.replaceAll('/', '.')} is ${decision.value}.`, decision.cause);
    case 'device':
      return explainDevice(decision, where);
    case 'mtu':
      return plain(`The MTU of ${decision.device} in ${where} is ${decision.mtu} bytes.`, decision.cause);
    case 'socket':
      return plain(
        event.verdict === 'drop'
          ? `Nothing in ${where} listens on ${decision.protocol}${decision.port === undefined ? '' : ` port ${decision.port}`}.`
          : `${where} takes it: ${describePacket(event.before)}.`,
      );
    case 'address':
      return plain(`${formatIpv4(decision.address)} is an address of ${decision.device} in ${where}.`, decision.cause);
  }
}

function explainStage(event: TraceEvent, where: string): string {
  switch (event.stage) {
    case 'send':
      return `${where} sends ${describePacket(event.before)}.`;
    case 'transmit':
      return event.mac === undefined
        ? `Out of ${where} through ${event.device}.`
        : `Out of ${where} through ${event.device}, to ${formatMac(event.mac.dst)}.`;
    case 'receive':
      return `Into ${where} through ${event.device}.`;
    case 'forward':
      return `${where} forwards it${ttlChange(event)}.`;
    case 'arp':
      return event.before.kind === 'arp' && event.before.operation === 'request'
        ? `${where} is asked for ${formatIpv4(event.before.targetIp)}${event.verdict === 'consume' ? ', which is not its own' : ''}.`
        : `${where} learns who answered.`;
    case 'deliver':
      return `${where} takes it: ${describePacket(event.before)}.`;
    default:
      return `${where}: ${event.stage}.`;
  }
}

function ttlChange({ before, after }: TraceEvent): string {
  return before.kind === 'ipv4' && after?.kind === 'ipv4' && before.ttl !== after.ttl
    ? ` and lowers its TTL from ${before.ttl} to ${after.ttl}`
    : '';
}

function explainNeighbour(decision: Extract<Decision, { kind: 'neighbour' }>, event: TraceEvent): Explanation {
  const address = formatIpv4(decision.address);
  const cause = decision.entry?.cause ?? NO_CAUSE;
  if (event.verdict === 'queue')
    return plain(`The MAC of ${address} is not known yet: the packet waits for ARP.`, cause);
  if (event.verdict === 'drop')
    return plain(`Nobody on ${event.device ?? 'the wire'} answered ARP for ${address}.`, cause);
  if (decision.mac === undefined) return plain(`${address} needs no MAC.`, cause);
  return plain(
    `${address} is at ${formatMac(decision.mac)}${decision.entry ? ` (${decision.entry.state})` : ''}.`,
    cause,
  );
}
