import { curveBumpY, line } from 'd3';
import type { Lane } from '../view/lanes.ts';
import type { Progress } from '../view/view.ts';
import { type Place, part, rows } from './selection.ts';

const WIDTH = 24;
/** Left edge to the middle of the spine. */
const X = 15;
/** A wire that passes by lanes keeps this far left of them. */
const ASIDE = 10;

const bump = line<[number, number]>().curve(curveBumpY).digits(1);

interface Wire {
  readonly lane: number;
  readonly d: string;
  readonly ahead: boolean;
  readonly current: boolean;
}

/**
 * Beside the lanes: a knot for each, joined by the frames that went from one to the other, as in a graph of
 * commits. `fatal`: a drop is what became of the packet, not of a copy that had done its duty.
 */
export function drawSpine(
  frame: Place<HTMLDivElement>,
  lanes: readonly Lane[],
  { reached, now }: Progress,
  fatal: boolean,
): void {
  const svg = part<SVGSVGElement, unknown>(frame, 'svg', 'spine').attr('aria-hidden', 'true').lower();
  const elements = [...frame.node()!.querySelectorAll<HTMLElement>('.lane')];
  const middles = elements.map((lane) => Math.round(lane.offsetTop + 13));
  const height = frame.node()!.scrollHeight;
  svg.attr('width', WIDTH).attr('height', height).attr('viewBox', `0 0 ${WIDTH} ${height}`);
  const knots = lanes.map((lane, index) => ({ lane, index, y: middles[index] ?? 0 }));

  const wires = lanes.flatMap(({ wire, hops }, index): Wire[] => {
    if (!wire) return [];
    const [from, to] = [(middles[wire.lane] ?? 0) + 5, (middles[index] ?? 0) - 8];
    const aside = wire.lane === index - 1 ? X : X - ASIDE;
    const by: [number, number][] =
      aside === X
        ? []
        : [
            [aside, from + 12],
            [aside, to - 12],
          ];
    const current = now(wire.index) || now(hops[0]!.index);
    return [{ lane: index, d: bump([[X, from], ...by, [X, to]]) ?? '', ahead: !reached(wire.index), current }];
  });
  const marks = rows<SVGGElement, Wire>(svg, 'g', 'wire', wires, ({ lane }) => lane)
    .classed('ahead', ({ ahead }) => ahead)
    .classed('current', ({ current }) => current);
  part<SVGPathElement, Wire>(marks, 'path', 'core').attr('d', ({ d }) => d);
  part<SVGPathElement, Wire>(marks, 'path', 'head')
    .attr('transform', ({ lane }) => `translate(${X},${(middles[lane] ?? 0) - 6})`)
    .attr('d', 'M-3.5,-5L0,0L3.5,-5');
  rows<SVGCircleElement, (typeof knots)[number]>(svg, 'circle', 'knot', knots, ({ index }) => index)
    .attr('cx', X)
    .attr('cy', ({ y }) => y)
    .attr('r', 4)
    .attr('data-fate', ({ lane }) => (fatal && lane.hops.some(({ hop }) => hop.verdict === 'drop') ? 'drop' : 'pass'))
    .classed('ahead', ({ lane }) => !reached(lane.hops[0]!.index))
    .classed('current', ({ lane }) => lane.hops.some(({ index }) => now(index)));
}
