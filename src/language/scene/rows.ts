import type { TraceEvent } from '../../kernel/trace.ts';
import {
  addressRowId,
  conntrackRowId,
  fdbRowId,
  firewallRowId,
  neighbourRowId,
  routeRowId,
  ruleRowId,
  sysctlRowId,
} from './identity.ts';

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
      ];
    }
    case 'neighbour':
      return event.device === undefined ? [] : [neighbourRowId(netns, event.device, decision.address)];
    case 'bridge':
      return decision.action === 'forward' && event.mac !== undefined
        ? decision.ports.map((port) => fdbRowId(netns, port, event.mac!.dst))
        : [];
    case 'chain': {
      if (decision.rule !== undefined)
        return [firewallRowId(netns, decision.table, decision.rule.chain, decision.rule.number)];
      return decision.policy === undefined ? [] : [firewallRowId(netns, decision.table, decision.policy.chain, 0)];
    }
    case 'conntrack': {
      const entry = decision.after ?? decision.before;
      return entry === undefined ? [] : [conntrackRowId(netns, entry.id)];
    }
    case 'sysctl':
      return [sysctlRowId(netns, decision.key)];
    case 'address':
      return [addressRowId(netns, decision.device, decision.address)];
    default:
      return [];
  }
}
