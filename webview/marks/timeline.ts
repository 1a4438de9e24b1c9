import type { NotchScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import type { View } from '../view/view.ts';
import { type Place, part, rows } from './selection.ts';

/** Plain commands get a notch of their own up to this many; of more, only those that stand out are marked. */
const PLAIN_NOTCHES = 240;

interface Notch extends NotchScene {
  readonly index: number;
}

/**
 * All commands of the run on one line, those that sent packets or failed with a notch, and a slider on it. Dragging moves
 * nothing but the thumb and its label; what is shown follows as fast as it comes.
 */
export function drawTimeline(place: Place, view: View, panel: Panel): void {
  const { scene } = view;
  if (scene === undefined) return;
  const { commands } = scene;
  const box = part<HTMLDivElement, unknown>(place, 'div', 'timeline').attr('hidden', commands.length < 2 ? '' : null);
  const last = Math.max(1, commands.length - 1);
  const svg = part<SVGSVGElement, unknown>(box, 'svg', 'track')
    .attr('aria-hidden', 'true')
    .attr('viewBox', `0 0 ${last} 10`)
    .attr('preserveAspectRatio', 'none');
  const shown = commands
    .map((command, index): Notch => ({ ...command, index }))
    .filter(({ kind }) => kind !== 'plain' || commands.length <= PLAIN_NOTCHES);
  rows<SVGLineElement, Notch>(svg, 'line', 'mark', shown, ({ index }) => index)
    .attr('x1', ({ index }) => index)
    .attr('x2', ({ index }) => index)
    .attr('y1', ({ kind }) => (kind === 'plain' ? 3.5 : 0))
    .attr('y2', ({ kind }) => (kind === 'plain' ? 6.5 : 10))
    .attr('data-kind', ({ kind }) => kind);
  const slider = part<HTMLInputElement, unknown>(box, 'input', 'slider')
    .attr('type', 'range')
    .attr('min', 0)
    .attr('max', last)
    .attr('step', 1)
    .attr('aria-label', 'Command of the run')
    .attr('data-testid', 'timeline');
  const label = part<HTMLSpanElement, unknown>(box, 'span', 'count').attr('data-testid', 'timeline-label');
  const node = slider.node()!;
  const say = (index: number) => {
    const command = commands[index];
    if (command === undefined) return;
    label.text(`command ${index + 1} of ${commands.length}, line ${command.line + 1}`);
    slider.attr('aria-valuetext', `line ${command.line + 1}: ${command.text}`).attr('title', command.text);
  };
  // While it is dragged, the thumb is the reader's.
  const at = scene.at?.index ?? 0;
  if (node.dataset.dragged === undefined) {
    node.value = String(at);
    say(at);
  }
  slider
    .on('input', () => {
      node.dataset.dragged = '';
      say(Number(node.value));
      panel.goTo(Number(node.value));
    })
    .on('change', () => {
      delete node.dataset.dragged;
      panel.reveal(commands[Number(node.value)]?.line);
    });
}
