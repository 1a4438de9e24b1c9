import { type Subnets, TINTS } from '../view/subnets.ts';
import { type Place, part, rows } from './selection.ts';

/** The value of `data-tint` for a subnet's number. */
export function tintOf(subnet: number | undefined): number | null {
  return subnet === undefined ? null : subnet % TINTS;
}

/** Subnets named at most: beyond, tints repeat anyway. */
const MOST = 12;

/** Which tint is which subnet, below the drawing. */
export function drawLegend(place: Place, { prefixes }: Subnets): void {
  const list = part<HTMLUListElement, unknown>(place, 'ul', 'legend')
    .attr('aria-label', 'Subnets')
    .attr('hidden', prefixes.length === 0 ? '' : null);
  const items = rows<HTMLLIElement, string>(list, 'li', 'subnet', prefixes.slice(0, MOST), (prefix) => prefix).attr(
    'data-tint',
    (_, index) => tintOf(index),
  );
  part<HTMLSpanElement, string>(items, 'span', 'swatch').attr('aria-hidden', 'true');
  part<HTMLElement, string>(items, 'code', 'prefix').text((prefix) => prefix);
  const more = prefixes.length - MOST;
  rows<HTMLLIElement, number>(list, 'li', 'more', more > 0 ? [more] : [], () => 'more').text(
    (count) => `and ${count} more`,
  );
}
