import type { Ipv4 } from '../../../net/ipv4.ts';
import { directionOf, IPS_DST_NAT, IPS_SRC_NAT, ORIGINAL, REPLY } from '../conntrack/info.ts';
import type { HookContext } from '../context.ts';
import { type PortTest, portMatches } from './port-range.ts';
import { STATE_DNAT, STATE_SNAT, stateBitOf } from './state.ts';

interface MaskedAddress {
  /** Of IPv6, as it is written; never asked. */
  readonly written?: string;
  readonly address: Ipv4;
  readonly mask: Ipv4;
  readonly invert: boolean;
}

/** `-m conntrack`: what is known of the packet's connection (net/netfilter/xt_conntrack.c). */
export interface ConntrackMatch {
  readonly kind: 'conntrack';
  readonly states?: { readonly mask: number; readonly invert: boolean };
  readonly protocol?: { readonly number: number; readonly invert: boolean };
  readonly originalSource?: MaskedAddress;
  readonly originalDestination?: MaskedAddress;
  readonly replySource?: MaskedAddress;
  readonly replyDestination?: MaskedAddress;
  readonly originalSourcePort?: PortTest;
  readonly originalDestinationPort?: PortTest;
  readonly replySourcePort?: PortTest;
  readonly replyDestinationPort?: PortTest;
  /** IPS_* bits of which one has to be set; 0 for NONE. */
  readonly status?: { readonly mask: number; readonly invert: boolean };
  /** Seconds left to live. */
  readonly expire?: PortTest;
  readonly direction?: { readonly reply: boolean; readonly invert: boolean };
}

function addressMatches(test: MaskedAddress | undefined, address: Ipv4): boolean {
  return test === undefined || (((address ^ test.address) & test.mask) === 0) !== test.invert;
}

export function matchConntrack(match: ConntrackMatch, { skb, netns }: HookContext): boolean {
  const { connection } = skb;
  const { states, status, direction, protocol } = match;
  if (states !== undefined) {
    let bits = stateBitOf(skb);
    if (connection !== null && (connection.status & IPS_SRC_NAT) !== 0) bits |= STATE_SNAT;
    if (connection !== null && (connection.status & IPS_DST_NAT) !== 0) bits |= STATE_DNAT;
    if (((states.mask & bits) !== 0) === states.invert) return false;
  }
  // Everything else is about a connection; without one only the state could match.
  if (connection === null) return states !== undefined && onlyStates(match);
  if (direction !== undefined && ((directionOf(skb.ctInfo) === REPLY) !== direction.reply) !== direction.invert)
    return false;
  const original = connection.tuples[ORIGINAL];
  const reply = connection.tuples[REPLY];
  if (protocol !== undefined && (original.protocol === protocol.number) === protocol.invert) return false;
  if (status !== undefined) {
    const found = status.mask === 0 ? connection.status === 0 : (connection.status & status.mask) !== 0;
    if (found === status.invert) return false;
  }
  const left = connection.confirmed ? connection.timeout - netns.kernel.now : connection.timeout;
  return (
    addressMatches(match.originalSource, original.src) &&
    addressMatches(match.originalDestination, original.dst) &&
    addressMatches(match.replySource, reply.src) &&
    addressMatches(match.replyDestination, reply.dst) &&
    portMatches(match.originalSourcePort, original.srcPort) &&
    portMatches(match.originalDestinationPort, original.dstPort) &&
    portMatches(match.replySourcePort, reply.srcPort) &&
    portMatches(match.replyDestinationPort, reply.dstPort) &&
    portMatches(match.expire, Math.floor(left / 1_000_000))
  );
}

function onlyStates(match: ConntrackMatch): boolean {
  return Object.keys(match).every((key) => key === 'kind' || key === 'states');
}
