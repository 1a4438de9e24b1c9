import type { Panel } from '../panel.ts';
import type { Frame } from '../view/frames.ts';
import { momentOf, type View } from '../view/view.ts';
import { type Place, part, rows } from './selection.ts';

/** Moments one after the other that are about one packet. */
interface Stretch {
  readonly packet: number;
  readonly from: number;
  readonly to: number;
}

/** The journey as a strip in its packets' colours, with a slider on it that is dragged to a moment. */
export function drawScrubber(place: Place, view: View, panel: Panel): void {
  const moment = momentOf(view);
  const frames = moment?.story.frames ?? [];
  const packets = view.scene?.journey?.packets ?? [];
  const box = part<HTMLDivElement, unknown>(place, 'div', 'scrubber').attr('hidden', frames.length < 2 ? '' : null);
  const last = Math.max(1, frames.length - 1);
  const svg = part<SVGSVGElement, unknown>(box, 'svg', 'strip')
    .attr('aria-hidden', 'true')
    .attr('viewBox', `0 0 ${last + 1} 10`)
    .attr('preserveAspectRatio', 'none');
  const stretches = rows<SVGRectElement, Stretch>(svg, 'rect', 'stretch', stretchesOf(frames), ({ from }) => from)
    .attr('x', ({ from }) => from)
    .attr('y', 3)
    .attr('width', ({ from, to }) => to - from + 1)
    .attr('height', 4)
    .attr('data-protocol', ({ packet }) => packets[packet]!.protocol)
    .classed('chosen', ({ packet }) => packet === view.packet);
  part<SVGTitleElement, Stretch>(stretches, 'title', 'why').text(({ packet }) => packets[packet]!.title);
  const drops = frames.flatMap(({ main }, index) => {
    const packet = packets[main.packet]!;
    return packet.fate === 'dropped' && packet.hops[main.hop]!.verdict === 'drop' ? [index] : [];
  });
  rows<SVGLineElement, number>(svg, 'line', 'notch', drops, (index) => index)
    .attr('x1', (index) => index + 0.5)
    .attr('x2', (index) => index + 0.5)
    .attr('y1', 0)
    .attr('y2', 10);
  const slider = part<HTMLInputElement, unknown>(box, 'input', 'slider')
    .attr('type', 'range')
    .attr('min', 0)
    .attr('max', last)
    .attr('step', 1)
    .attr('aria-label', 'Moment of the journey')
    .attr('aria-valuetext', spoken(view))
    .attr('data-testid', 'scrub');
  const node = slider.node()!;
  if (moment && Number(node.value) !== moment.frame) node.value = String(moment.frame);
  slider.on('input', () => panel.dispatch({ type: 'seek', frame: Number(node.value) }));
}

function spoken(view: View): string {
  const moment = momentOf(view);
  if (moment === undefined || view.packet === undefined) return '';
  const packet = view.scene!.journey!.packets[view.packet]!;
  return `${packet.protocol}, ${packet.hops[view.hop!]!.title}`;
}

function stretchesOf(frames: readonly Frame[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, { main }] of frames.entries()) {
    const last = stretches.at(-1);
    if (last?.packet === main.packet) stretches[stretches.length - 1] = { ...last, to: index };
    else stretches.push({ packet: main.packet, from: index, to: index });
  }
  return stretches;
}
