import { describeRule, tableName } from '../../../lab/words.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** Policy rules in the order in which they are asked, as of the line; the one of this line is marked. */
export function hoverOnPolicyRule({ lab, place, record }: Word): string | undefined {
  if (place.rules.length === 0) return undefined;
  const own = place.rules.find(({ cause }) => record !== undefined && cause === record.index);
  const rows = place.rules.map((rule) => {
    const maker = lab.recordOf(rule.cause);
    const { selector, action } = describeRule(rule);
    const here = rule === own ? '**this line**' : maker === undefined ? '' : `line ${maker.line}`;
    return [String(rule.priority), code(selector), code(action), here];
  });
  const isEmpty = own?.action === 'lookup' && !own.l3mdev && !place.routes.some((route) => route.table === own.table);
  return paragraphs(
    `Policy rules in ${code(place.name)}, the first that matches and finds a route decides:`,
    table(['priority', 'packets', 'action', ''], rows),
    isEmpty ? `**Table ${tableName(own.table)} has no route**: the next rule is asked.` : undefined,
  );
}
