import { easeCubicInOut, type Timer, timer } from 'd3';
import type { Move } from '../layout/anchors.ts';
import type { Point } from '../layout/geometry.ts';
import type { Dot } from '../view/dots.ts';
import { wireKey } from '../view/way.ts';
import { type Place, part, rows } from './selection.ts';

/** The packets as dots. They travel along their wires, all at once, in `duration` milliseconds; at once where that is 0. */
export class Dots {
  private clock: Timer | undefined;

  draw(layer: Place<SVGGElement>, dots: readonly Dot[], duration: number): void {
    this.clock?.stop();
    const marks = rows<SVGGElement, Dot>(layer, 'g', 'dot', dots, ({ key }) => key)
      .attr('data-protocol', ({ protocol }) => protocol)
      .classed('dropped', ({ state }) => state === 'dropped')
      .classed('ignored', ({ state }) => state === 'ignored')
      .classed('waiting', ({ state }) => state === 'waiting');
    part<SVGCircleElement, Dot>(marks, 'circle', 'halo').attr('r', ({ state }) => (state === 'dropped' ? 11 : 9));
    part<SVGCircleElement, Dot>(marks, 'circle', 'heart').attr('r', ({ state }) =>
      state === 'dropped' ? 8 : state === 'going' ? 5 : 4,
    );
    part<SVGPathElement, Dot>(marks, 'path', 'no').attr('d', 'M-3,-3L3,3M3,-3L-3,3');
    part<SVGTextElement, Dot>(marks, 'text', 'label')
      .attr('x', 13)
      .attr('y', 3.5)
      .text(({ move, label }) => (move.wire ? label : ''));
    const courses = new Map(
      dots.map((dot) => [dot.key, duration > 0 ? courseOn(layer.node()!.ownerSVGElement!, dot.move) : undefined]),
    );
    const put = (share: number) =>
      marks.attr('transform', ({ key, move }) => {
        const { x, y } = courses.get(key)?.(share) ?? move.to;
        return `translate(${round(x)},${round(y)})`;
      });
    if (duration === 0 || dots.every(({ move }) => move.from === move.to)) {
      put(1);
      return;
    }
    put(0);
    this.clock = timer((elapsed) => {
      const done = Math.min(1, elapsed / duration);
      put(easeCubicInOut(done));
      if (done === 1) this.clock?.stop();
    });
  }
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The dot's place by the share of the way done: along the drawn cable, or straight ahead within a room. */
function courseOn(drawing: SVGSVGElement, { from, to, wire }: Move): (share: number) => Point {
  const cable = wire && cableOf(drawing, wireKey(...wire));
  if (!cable) return (share) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  const length = cable.getTotalLength();
  const start = cable.getPointAtLength(0);
  const backwards = Math.hypot(start.x - from.x, start.y - from.y) > Math.hypot(start.x - to.x, start.y - to.y);
  return (share) => cable.getPointAtLength(length * (backwards ? 1 - share : share));
}

function cableOf(drawing: SVGSVGElement, key: string): SVGPathElement | undefined {
  const cables = [...drawing.querySelectorAll<SVGGElement>('.cable')];
  return cables.find((cable) => cable.dataset.wire === key)?.querySelector<SVGPathElement>('.core') ?? undefined;
}
