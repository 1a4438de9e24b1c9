import { curveBumpY, line } from 'd3';
import type { PlacedCable } from '../layout/component.ts';
import type { Point } from '../layout/geometry.ts';
import type { Stub } from '../layout/place-room.ts';
import { type Way, wireKey } from '../view/way.ts';
import { tintOf } from './legend.ts';
import { type Marks, type Place, part, rows } from './selection.ts';

const bump = line<Point>(
  ({ x }) => x,
  ({ y }) => y,
)
  .curve(curveBumpY)
  .digits(1);

/** How far a wire between two rooms of one row hangs through. */
const SAG = 44;

/** The path of a cable, from its `from` end to its `to` end. */
export function courseOf({ course, points }: PlacedCable): string {
  const [a, b] = [points[0]!, points.at(-1)!];
  if (course === 'straight') return `M${a.x},${a.y}L${b.x},${b.y}`;
  if (course === 'loop') return `M${a.x},${a.y}C${a.x},${a.y + SAG} ${b.x},${b.y + SAG} ${b.x},${b.y}`;
  return bump([...points]) ?? '';
}

/** Cables between rooms: dashed while no frame passes, coloured where the chosen packet went. */
export function drawCables(
  layer: Place<SVGGElement>,
  cables: readonly PlacedCable[],
  way: Way,
  subnets: ReadonlyMap<string, number>,
): void {
  const key = ({ edge }: PlacedCable) => wireKey(edge.from, edge.to);
  const marks = rows<SVGGElement, PlacedCable>(layer, 'g', 'cable', cables, key)
    .attr('data-wire', key)
    .attr('data-state', ({ edge }) => (edge.up ? 'up' : 'down'))
    .attr('data-kind', ({ edge }) => edge.kind ?? null)
    .attr('data-tint', (cable) => tintOf(subnets.get(key(cable))));
  mark(marks, key, way);
  // A wider path in the background's colour lifts a cable above those it crosses.
  part<SVGPathElement, PlacedCable>(marks, 'path', 'casing').attr('d', courseOf);
  part<SVGPathElement, PlacedCable>(marks, 'path', 'core').attr('d', courseOf);
}

/** The wires inside a room, between a switch and its ports. */
export function drawStubs(
  layer: Place<SVGGElement>,
  stubs: readonly Stub[],
  way: Way,
  subnets: ReadonlyMap<string, number>,
): void {
  const key = ({ port, bridge }: Stub) => wireKey(port, bridge);
  const marks = rows<SVGLineElement, Stub>(layer, 'line', 'stub', stubs, key)
    .attr('data-tint', (stub) => tintOf(subnets.get(key(stub))))
    .attr('x1', ({ from }) => from.x)
    .attr('y1', ({ from }) => from.y)
    .attr('x2', ({ to }) => to.x)
    .attr('y2', ({ to }) => to.y);
  mark(marks, key, way);
}

function mark<E extends SVGElement, D>(marks: Marks<E, D>, key: (datum: D) => string, way: Way): void {
  marks
    .classed('planned', (datum) => way.all.has(key(datum)))
    .classed('passed', (datum) => way.passed.has(key(datum)))
    .classed('current', (datum) => way.current.has(key(datum)));
}
