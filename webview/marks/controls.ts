import type { Panel } from '../panel.ts';
import { BUTTON } from '../toolkit.ts';
import type { Action } from '../view/update.ts';
import { packetOf, type View } from '../view/view.ts';
import { drawIcon, type Icon } from './icons.ts';
import { type Place, part, rows } from './selection.ts';

interface Control {
  readonly id: string;
  readonly icon: Icon;
  readonly label: string;
  readonly action: Action;
  readonly disabled: boolean;
}

/** Step back, play or pause, step; and which hop of how many is chosen. */
export function drawControls(place: Place, view: View, panel: Panel): void {
  const length = packetOf(view)?.hops.length ?? 0;
  const hop = view.hop ?? 0;
  const controls: Control[] = [
    { id: 'back', icon: 'previous', label: 'Step back', action: { type: 'step', by: -1 }, disabled: hop <= 0 },
    view.playing
      ? { id: 'play', icon: 'pause', label: 'Pause', action: { type: 'pause' }, disabled: false }
      : { id: 'play', icon: 'play', label: 'Play', action: { type: 'play' }, disabled: length < 2 },
    { id: 'step', icon: 'next', label: 'Step', action: { type: 'step', by: 1 }, disabled: hop >= length - 1 },
  ];
  const bar = part<HTMLDivElement, unknown>(place, 'div', 'controls')
    .attr('role', 'group')
    .attr('aria-label', 'Play the journey')
    .attr('hidden', length === 0 ? '' : null);
  const buttons = rows<HTMLElement, Control>(bar, BUTTON, 'control', controls, ({ id }) => id)
    .attr('appearance', 'icon')
    .attr('data-testid', ({ id }) => id)
    .attr('aria-label', ({ label }) => label)
    .attr('title', ({ label }) => label)
    .property('disabled', ({ disabled }) => disabled)
    .on('click', (_, { action, disabled }) => {
      if (!disabled) panel.dispatch(action);
    });
  drawIcon(buttons, ({ icon }) => icon);
  part<HTMLSpanElement, unknown>(bar, 'span', 'count')
    .attr('data-testid', 'hop-count')
    .text(`hop ${hop + 1} of ${length}`);
}
