import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Mac } from '../../net/mac.ts';
import {
  addressRowId,
  conntrackRowId,
  fdbRowId,
  firewallRowId,
  neighbourRowId,
  nexthopRowId,
  portRowId,
  routeRowId,
  ruleRowId,
  sysctlRowId,
} from './identity.ts';

/** The station's entry that named the port; of a frame that was dropped, the port that does not pass it. */
function bridgeRows(
  decision: Extract<Decision, { kind: 'bridge' }>,
  { netns, mac, device, reason }: TraceEvent,
): string[] {
  const { action, ports, vlan, withheld } = decision;
  if (action === 'forward' && mac !== undefined) return ports.map((port) => fdbRowId(netns, port, mac.dst, vlan));
  if (action !== 'drop') return [];
  if (withheld.length > 0) return withheld.map(({ port }) => portRowId(netns, port, 0));
  return reason === undefined || device === undefined ? [] : [portRowId(netns, device, 0)];
}

function vxlanRows(decision: Extract<Decision, { kind: 'vxlan' }>, { netns, mac }: TraceEvent): string[] {
  if (decision.action !== 'encapsulate' || mac === undefined) return [];
  const { device, remotes } = decision;
  const stations = [mac.dst, 0].map((station) => fdbRowId(netns, device, station as Mac));
  return remotes.flatMap((remote) => stations.map((id) => `${id}/${formatIpv4(remote)}`));
}

/** Ids of the table rows that decided at an event. */
export function rowsOf(event: TraceEvent): string[] {
  const { decision, netns } = event;
  switch (decision?.kind) {
    case 'route': {
      const { winner, rules } = decision.decision;
      const rule = rules.find((tried) => tried.outcome === 'won' || tried.outcome === 'refused')?.rule;
      return [
        ...(rule === undefined ? [] : [ruleRowId(netns, rule)]),
        ...(winner === undefined ? [] : [routeRowId(netns, winner)]),
        ...(winner?.nhid === undefined ? [] : [nexthopRowId(netns, winner.nhid)]),
      ];
    }
    case 'neighbour':
      return event.device === undefined ? [] : [neighbourRowId(netns, event.device, decision.address)];
    case 'bridge':
      return bridgeRows(decision, event);
    case 'vxlan':
      return vxlanRows(decision, event);
    case 'chain': {
      if (decision.rule !== undefined)
        return [firewallRowId(netns, decision.table, decision.rule.chain, decision.rule.number)];
      return decision.policy === undefined ? [] : [firewallRowId(netns, decision.table, decision.policy.chain, 0)];
    }
    case 'conntrack': {
      const entry = decision.after ?? decision.before;
      return entry === undefined ? [] : [conntrackRowId(netns, entry.id)];
    }
    case 'device':
      return [portRowId(netns, decision.device, 0)];
    case 'sysctl':
      return [sysctlRowId(netns, decision.key)];
    case 'address':
      return [addressRowId(netns, decision.device, decision.address)];
    default:
      return [];
  }
}
