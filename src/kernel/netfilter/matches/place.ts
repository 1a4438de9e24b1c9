import type { HookName } from '../requests.ts';
import type { RuleSpec } from '../rule.ts';
import type { Match } from './index.ts';

/** Protocols with ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
const WITH_PORTS: readonly number[] = [6, 17, 33, 132, 136];

/** Whether a match may be asked at a hook (struct xt_match's hooks, and what its checkentry says of them). */
export function mayMatchAt(match: Match, hook: HookName): boolean {
  switch (match.kind) {
    case 'mac':
      // A frame's source is known on the way in only.
      return hook === 'PREROUTING' || hook === 'INPUT' || hook === 'FORWARD';
    case 'addrtype':
      if (match.limit === 'in') return hook !== 'OUTPUT' && hook !== 'POSTROUTING';
      return match.limit !== 'out' || (hook !== 'PREROUTING' && hook !== 'INPUT');
    case 'physdev':
      // What leaves by a port is known of bridged packets only.
      return hook !== 'OUTPUT' || match.isBridged === true || (match.out === undefined && match.isOut === undefined);
    default:
      return true;
  }
}

/** Whether the rule says the protocol that a match wants (struct xt_match's proto, checkentry). */
export function mayMatchProtocol(match: Match, { protocol }: RuleSpec): boolean {
  const only = protocol === undefined || protocol.invert ? undefined : protocol.number;
  switch (match.kind) {
    case 'tcp':
      // Ports and flags are nf_tables' own business, and only the match of iptables minds the negation.
      return match.srcPorts || match.dstPorts || match.flags ? protocol?.number === 6 : only === 6;
    case 'udp':
      return match.srcPorts || match.dstPorts ? protocol?.number === 17 : only === 17;
    case 'icmp':
      return only === 1;
    case 'multiport':
      return only !== undefined && WITH_PORTS.includes(only);
    default:
      return true;
  }
}
