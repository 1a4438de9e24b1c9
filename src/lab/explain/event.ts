import { type Cause, NO_CAUSE } from '../../kernel/cause.ts';
import { DROP_REASONS } from '../../kernel/drop-reason.ts';
import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatMac } from '../../net/mac.ts';
import { describePacket } from '../words.ts';
import { explainChain } from './chain.ts';
import { explainConntrack } from './conntrack.ts';
import { explainRoute } from './route.ts';

/** Something that was looked at and did not decide. */
export interface Considered {
  readonly text: string;
  readonly why: string;
  readonly cause: Cause;
}

/** What happened at one stage, for people. */
export interface Explanation {
  /** One or two sentences with full stops. */
  readonly sentence: string;
  /** Who made the object that decided; `NO_CAUSE` when the kernel did or nothing in particular. */
  readonly cause: Cause;
  readonly considered: readonly Considered[];
}

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

function explainDecision(event: TraceEvent, nameOf: NameOf): Explanation {
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
    case 'macvlan': {
      const { mode, stations, lower, cause } = decision;
      const to = stations.length === 0 ? `out by ${lower}` : `to ${stations.join(', ')}`;
      return plain(`${event.device} in ${where} hands it ${to} (macvlan, mode ${mode}).`, cause);
    }
    case 'vxlan': {
      const { action, vni, device, remotes, cause } = decision;
      const routers = remotes.map(formatIpv4).join(', ');
      if (remotes.length === 0) return plain(`${device} in ${where} (VXLAN ${vni}) knows nobody to send it to.`, cause);
      return plain(
        action === 'encapsulate'
          ? `${device} in ${where} puts the frame into a datagram of VXLAN ${vni} to ${routers}.`
          : `${device} in ${where} takes the frame out of the datagram of VXLAN ${vni} from ${routers}.`,
        cause,
      );
    }
    case 'neighbour':
      return explainNeighbour(decision, event);
    case 'sysctl':
      return plain(`In ${where}, ${decision.key.replaceAll('/', '.')} is ${decision.value}.`, decision.cause);
    case 'device': {
      const state = { down: 'is down', 'no-carrier': 'has no carrier', 'not-forwarding': 'does not forward' }[
        decision.state
      ];
      return plain(`${decision.device} in ${where} ${state}.`, decision.cause);
    }
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

function plain(sentence: string, cause: Cause = NO_CAUSE): Explanation {
  return { sentence, cause, considered: [] };
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

function explainVlan(
  { action, id, device, cause }: Extract<Decision, { kind: 'vlan' }>,
  event: TraceEvent,
  where: string,
): Explanation {
  if (device === undefined) return plain(`No device of ${where} on ${event.device} is for VLAN ${id}.`, cause);
  return plain(
    action === 'tag'
      ? `${event.device} in ${where} tags it for VLAN ${id} and hands it to ${device}.`
      : `${event.device} in ${where} takes the tag of VLAN ${id} off and hands it to ${device}.`,
    cause,
  );
}

function explainBridge(decision: Extract<Decision, { kind: 'bridge' }>, event: TraceEvent): Explanation {
  const { bridge, action, ports, learned } = decision;
  const to = event.mac === undefined ? 'the station' : formatMac(event.mac.dst);
  const did = {
    forward: `${bridge} knows where ${to} is: out of ${ports.join(', ')} only.`,
    flood: `${bridge} sends it out of every other port: ${ports.join(', ') || 'there is none'}.`,
    group: `${bridge} sends it to the members of the group and to routers: ${ports.join(', ') || 'there is none'}.`,
    local: `${bridge} itself is the destination.`,
    drop: `${bridge} does not pass it on.`,
  }[action];
  const learnt = learned?.isNew ? ` It learns that ${formatMac(learned.mac)} is behind ${learned.port}.` : '';
  return plain(did + learnt, decision.entryCause ?? NO_CAUSE);
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
