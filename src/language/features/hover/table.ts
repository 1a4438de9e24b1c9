import { describeRoute, tableName } from '../../../lab/words.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** Routes listed at most. */
const LIMIT = 12;
const NUMBERS: Readonly<Record<string, number>> = { default: 253, main: 254, local: 255 };

/** A routing table: the VRF it belongs to, and its routes as of the line. */
export function hoverOnTable({ text, place, lab }: Word): string | undefined {
  const number = NUMBERS[text] ?? Number(text);
  if (!Number.isInteger(number)) return undefined;
  const vrf = place.devices.find(({ link }) => link.vrfTable === number);
  const routes = place.routes.filter((route) => route.table === number);
  const rows = routes.slice(0, LIMIT).map((route) => {
    const made = lab.recordOf(route.cause);
    return [code(describeRoute(route)), made === undefined ? '' : `line ${made.line}`];
  });
  const of = vrf === undefined ? '' : ` of the VRF ${code(vrf.link.name)}`;
  return paragraphs(
    `**Table ${tableName(number)}**${of} in ${code(place.name)}`,
    rows.length === 0 ? 'It has no route.' : table(['route', ''], rows),
    routes.length > LIMIT ? `… and ${routes.length - LIMIT} more` : undefined,
  );
}
