import type { Panel } from '../panel.ts';
import { type Lane, lanesOf } from '../view/lanes.ts';
import { nameOf, packetOf, progressOf, type View } from '../view/view.ts';
import { drawChips } from './chip.ts';
import { type Place, part, rows } from './selection.ts';
import { drawSpine } from './spine.ts';

/** The packet's way: a lane for each namespace it visits, the stages in it as chips, and the wires between lanes. */
export function drawJourney(place: Place, view: View, panel: Panel): void {
  const { scene } = view;
  const packet = packetOf(view);
  const lanes = packet ? lanesOf(packet) : [];
  const progress = progressOf(view);
  const frame = part<HTMLDivElement, unknown>(place, 'div', 'journey')
    .attr('data-testid', 'journey')
    .attr('role', 'group')
    .attr('aria-label', 'Hops of the packet. Arrow keys go from hop to hop')
    .on('keydown', (event: KeyboardEvent) => walk(event, view, panel));
  const list = part<HTMLOListElement, unknown>(frame, 'ol', 'lanes');
  const current = lanes.findIndex(({ hops }) => hops.some(({ index }) => index === view.hop));
  const marks = rows<HTMLLIElement, Lane>(list, 'li', 'lane', lanes, (_, index) => index)
    .attr('data-lane', (_, index) => index)
    .attr('data-namespace', ({ namespace }) => namespace)
    .classed('current', (_, index) => index === current)
    .classed('ahead', ({ hops }) => !progress.reached(hops[0]!.index));
  part<HTMLSpanElement, Lane>(marks, 'span', 'where')
    .text(({ namespace }) => (scene ? nameOf(scene, namespace) : namespace))
    .attr('title', ({ namespace }) => (scene ? nameOf(scene, namespace) : namespace));
  drawChips(marks, view, panel);
  drawSpine(frame, lanes, progress, packet?.fate === 'dropped');
}

/** Arrow keys go from hop to hop; the focus goes along. */
function walk(event: KeyboardEvent, view: View, panel: Panel): void {
  const last = (packetOf(view)?.hops.length ?? 0) - 1;
  const from = view.hop ?? 0;
  const targets: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowDown: from + 1,
    ArrowLeft: from - 1,
    ArrowUp: from - 1,
    Home: 0,
    End: last,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  if (target < 0 || target > last) return;
  panel.dispatch({ type: 'hop', hop: target });
  const frame = event.currentTarget as HTMLElement;
  frame.querySelector<HTMLElement>('[aria-current="step"]')?.focus();
}
