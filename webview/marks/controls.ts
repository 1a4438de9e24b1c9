import type { Panel } from '../panel.ts';
import type { Action } from '../view/update.ts';
import { momentOf, type View } from '../view/view.ts';
import { drawIconButtons } from './icon-button.ts';
import { type Place, part, rows } from './selection.ts';

const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;

/** Step back, play or pause, step; how fast; and which moment of how many is shown. */
export function drawControls(place: Place, view: View, panel: Panel): void {
  const moment = momentOf(view);
  const length = moment?.story.frames.length ?? 0;
  const at = moment?.frame ?? 0;
  const act = (action: Action) => () => panel.dispatch(action);
  const bar = part<HTMLDivElement, unknown>(place, 'div', 'controls')
    .attr('role', 'group')
    .attr('aria-label', 'Play the journey')
    .attr('hidden', length === 0 ? '' : null);
  const buttons = part<HTMLDivElement, unknown>(bar, 'div', 'buttons');
  drawIconButtons(buttons, [
    { id: 'back', icon: 'previous', label: 'Step back (,)', act: act({ type: 'step', by: -1 }), disabled: at <= 0 },
    view.playing
      ? { id: 'play', icon: 'pause', label: 'Pause (Space)', act: act({ type: 'pause' }) }
      : { id: 'play', icon: 'play', label: 'Play (Space)', act: act({ type: 'play' }), disabled: length < 2 },
    { id: 'step', icon: 'next', label: 'Step (.)', act: act({ type: 'step', by: 1 }), disabled: at >= length - 1 },
  ]);
  const speed = part<HTMLSelectElement, unknown>(bar, 'select', 'dropdown')
    .attr('aria-label', 'Speed')
    .attr('title', 'Speed')
    .attr('data-testid', 'speed');
  rows<HTMLOptionElement, number>(speed, 'option', 'rate', SPEEDS, (rate) => rate)
    .attr('value', (rate) => rate)
    .text((rate) => `${rate}×`);
  const node = speed.node()!;
  node.value = String(view.speed);
  speed.on('change', () => panel.dispatch({ type: 'speed', speed: Number(node.value) }));
  part<HTMLSpanElement, unknown>(bar, 'span', 'count')
    .attr('data-testid', 'hop-count')
    .text(`${at + 1} of ${length}`);
}

/** The keys of the whole page: Space plays and pauses, comma and full stop step; nothing while something takes text or a choice. */
export function keyOf(event: KeyboardEvent, view: View): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target as Element | null;
  if (target?.closest('input:not([type="range"]), select, textarea')) return undefined;
  if (event.key === ',') return { type: 'step', by: -1 };
  if (event.key === '.') return { type: 'step', by: 1 };
  // Space presses what has the focus.
  if (event.key !== ' ' || target?.closest('button, summary, a, [role="button"], [role="tab"]')) return undefined;
  return view.playing ? { type: 'pause' } : { type: 'play' };
}
