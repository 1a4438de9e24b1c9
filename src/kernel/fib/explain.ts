import type { Netns } from '../netns/netns.ts';
import type { NextHopInfo, RouteDecision, RouteQuery, RuleInfo } from './requests.ts';
import { ruleMatches } from './rule.ts';

/** Repeats a lookup and tells every rule and route that was considered. Costly: for the trace and for people only. */
export function explainRoute(netns: Netns, query: RouteQuery): RouteDecision {
  const { fib } = netns;
  const answer = fib.lookup(netns, query);
  const table = answer.found?.route.table;
  // As long as nobody changed the rules, none is asked: main's routes are found where local's are. People read them by table.
  const ofTable = fib.customRules ? undefined : fib.rules.find((rule) => rule.table === table && !rule.l3mdev);
  const by: RuleInfo | undefined = ofTable ?? answer.found?.rule ?? ('rule' in answer ? answer.rule : undefined);
  const name = (ifindex: number | undefined) => (ifindex === undefined ? undefined : netns.devices.get(ifindex)?.name);
  const rules: { rule: RuleInfo; matched: boolean; outcome: 'no match' | 'no route' | 'won' | 'refused' }[] = [];
  for (const rule of fib.rules) {
    const matched = ruleMatches(rule, query, name(query.iif), name(query.oif));
    const decided = rule === by;
    rules.push({
      rule,
      matched,
      outcome: decided
        ? answer.error === undefined || answer.found !== undefined
          ? 'won'
          : 'refused'
        : matched
          ? 'no route'
          : 'no match',
    });
    if (decided) break;
  }
  const winner = answer.found?.route;
  const info = winner?.info();
  const hopIndex =
    winner === undefined || answer.found?.hop === undefined ? -1 : winner.nextHops.indexOf(answer.found.hop);
  const nextHop: NextHopInfo | undefined = info?.nextHops[hopIndex];
  return {
    query,
    rules,
    winner: info,
    vrf: info === undefined ? undefined : vrfOf(netns, info.table),
    nextHop,
    losers: fib.losers(netns, query, winner).map(({ route, why }) => ({ route: route.info(), why })),
  };
}

/** The name of the VRF that stands for a table. */
function vrfOf({ fib, devices }: Netns, table: number): string | undefined {
  if (!fib.vrfTables.has(table)) return undefined;
  return [...devices.values()].find(({ vrfTable }) => vrfTable === table)?.name;
}
