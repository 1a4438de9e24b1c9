import type { HopScene, Scene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { hopOf, nameOf, type View } from '../view/view.ts';
import { drawBytes, linkBytes } from './bytes.ts';
import { drawConsidered } from './considered.ts';
import { drawIcon, type Icon } from './icons.ts';
import { drawLayers } from './layers.ts';
import { drawLineLink } from './line-link.ts';
import { about, type Place, part } from './selection.ts';

const VERDICTS: Record<HopScene['verdict'], readonly [word: string, icon: Icon | undefined]> = {
  pass: ['passes', undefined],
  modify: ['changed', 'edit'],
  deliver: ['delivered', 'check'],
  consume: ['ignored', undefined],
  queue: ['waits', 'wait'],
  drop: ['dropped', 'cross'],
};

/** The chosen hop: where, what was decided and by which line, what else was considered, and the headers. */
export function drawHop(place: Place, view: View, panel: Panel): void {
  const { scene } = view;
  const hop = hopOf(view);
  if (!scene || !hop) return;
  const card = part<HTMLDivElement, HopScene>(about(place, hop), 'div', 'hop');
  card.attr('data-testid', 'hop').attr('data-verdict', ({ verdict }) => verdict);

  const head = part<HTMLDivElement, HopScene>(card, 'div', 'hop-head');
  part<HTMLSpanElement, HopScene>(head, 'strong', 'hop-title').text(({ title }) => title);
  part<HTMLSpanElement, HopScene>(head, 'span', 'hop-where').text((each) => whereOf(scene, each));
  const badge = part<HTMLSpanElement, HopScene>(head, 'span', 'hop-verdict').attr('data-testid', 'hop-verdict');
  drawIcon(badge, ({ verdict }) => VERDICTS[verdict][1]);
  part<HTMLSpanElement, HopScene>(badge, 'span', 'word').text(({ verdict }) => VERDICTS[verdict][0]);
  part<HTMLElement, HopScene>(head, 'code', 'hop-reason')
    .attr('data-testid', 'hop-reason')
    .attr('hidden', ({ reason }) => (reason === undefined ? '' : null))
    .text(({ reason }) => reason ?? '');
  part<HTMLSpanElement, HopScene>(head, 'span', 'hop-time').text(({ time }) => timeOf(time));

  const says = part<HTMLParagraphElement, HopScene>(card, 'p', 'hop-sentence');
  part<HTMLSpanElement, HopScene>(says, 'span', 'sentence')
    .attr('data-testid', 'hop-sentence')
    .text(({ sentence }) => sentence);
  const decided = part<HTMLSpanElement, HopScene>(says, 'span', 'hop-line')
    .attr('data-testid', 'hop-line')
    .attr('hidden', ({ line }) => (line === undefined ? '' : null));
  part<HTMLSpanElement, HopScene>(decided, 'span', 'decided-by').text('Decided by ');
  drawLineLink(decided, ({ line }) => line, panel);

  drawConsidered(card, panel);
  drawLayers(card);
  if (scene.journey) drawBytes(card, scene.journey);
  linkBytes(card.node()!);
}

function whereOf(scene: Scene, { namespace, device }: HopScene): string {
  const name = scene.topology.devices.find(({ id }) => id === device)?.name;
  return `in ${nameOf(scene, namespace)}${name === undefined ? '' : `, ${name}`}`;
}

function timeOf(microseconds: number): string {
  if (microseconds < 1000) return `+${microseconds} µs`;
  if (microseconds < 1_000_000) return `+${(microseconds / 1000).toFixed(microseconds < 10_000 ? 2 : 1)} ms`;
  return `+${(microseconds / 1_000_000).toFixed(2)} s`;
}
