import { NO_CAUSE } from '../../kernel/cause.ts';
import type { RouteDecision, RouteLoss } from '../../kernel/fib/requests.ts';
import { formatIp } from '../../net/prefix.ts';
import { describeRoute, tableName } from '../words.ts';
import type { Explanation } from './explanation.ts';

const WHY: Record<RouteLoss, string> = {
  prefix: 'its prefix is shorter',
  metric: 'its metric is higher',
  tos: 'its TOS differs',
  scope: 'its scope is too wide',
  dead: 'its device is down',
  linkdown: 'its link is down',
  oif: 'it leaves through another device',
  throw: 'it sends the lookup on to the next rule',
  'later-table': 'its table is looked at later',
  suppressed: 'the rule suppresses it',
};

/** Explains a routing decision: the rule, the table, the winner, and why each other route lost. */
export function explainRoute(decision: RouteDecision, where: string): Explanation {
  const { winner, nextHop, query } = decision;
  const destination = formatIp(query.destination);
  const considered = decision.losers.map(({ route, why }) => ({
    text: `${describeRoute(route)} (table ${tableName(route.table)})`,
    why: WHY[why],
    cause: route.cause,
  }));
  if (winner === undefined) {
    const refusing = decision.rules.find((tried) => tried.outcome === 'refused');
    return refusing === undefined
      ? { sentence: `${where} has no route to ${destination}.`, cause: NO_CAUSE, considered }
      : {
          sentence: `Rule ${refusing.rule.priority} in ${where} answers ${refusing.rule.action} for ${destination}.`,
          cause: refusing.rule.cause,
          considered,
        };
  }
  const by = decision.rules.find((tried) => tried.outcome === 'won')?.rule;
  const table = `table ${tableName(winner.table)}${decision.vrf === undefined ? '' : ` of VRF ${decision.vrf}`}${by === undefined ? '' : `, rule ${by.priority}`}`;
  const route = describeRoute(winner);
  const sentence = {
    local: `${destination} is an address of ${where} itself (${table}).`,
    broadcast: `${destination} is a broadcast address (${table}).`,
  }[winner.type as string];
  if (sentence !== undefined) return { sentence, cause: winner.cause, considered };
  const how =
    winner.type !== 'unicast'
      ? ''
      : nextHop?.gateway === undefined
        ? `: ${destination} is on-link on ${nextHop?.dev}`
        : `: next hop ${formatIp(nextHop.gateway)} on ${nextHop.dev}`;
  return { sentence: `${where} takes the route ${route} (${table})${how}.`, cause: winner.cause, considered };
}
