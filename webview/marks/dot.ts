import { easeCubicInOut, type Timer, timer } from 'd3';
import type { Move } from '../layout/anchors.ts';
import type { Point } from '../layout/geometry.ts';
import { wireKey } from '../view/way.ts';
import { type Place, part, rows } from './selection.ts';

/** How long the dot travels over one hop, in milliseconds. */
const TRAVEL = 520;

/** The packet as a dot. It travels along the wire when `animate` is set, else it is where it arrives at once. */
export class Dot {
  private clock: Timer | undefined;

  draw(layer: Place<SVGGElement>, move: Move | undefined, dropped: boolean, animate: boolean): void {
    this.clock?.stop();
    const dots = rows<SVGGElement, Move>(layer, 'g', 'dot', move ? [move] : [], () => 'dot').classed(
      'dropped',
      dropped,
    );
    part<SVGCircleElement, Move>(dots, 'circle', 'halo').attr('r', dropped ? 11 : 9);
    part<SVGCircleElement, Move>(dots, 'circle', 'heart').attr('r', dropped ? 8 : 5);
    part<SVGPathElement, Move>(dots, 'path', 'no').attr('d', 'M-3,-3L3,3M3,-3L-3,3');
    if (!move) return;
    const put = ({ x, y }: Point) => dots.attr('transform', `translate(${round(x)},${round(y)})`);
    if (!animate) {
      put(move.to);
      return;
    }
    const at = courseOn(layer.node()!.ownerSVGElement!, move);
    put(at(0));
    this.clock = timer((elapsed) => {
      const done = Math.min(1, elapsed / TRAVEL);
      put(at(easeCubicInOut(done)));
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
