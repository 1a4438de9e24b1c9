import type { FixScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { nameOf, type View } from '../view/view.ts';
import { drawExportMenu } from './export-menu.ts';
import { drawIconButtons } from './icon-button.ts';
import { drawIcon, type Icon } from './icons.ts';
import { about, type Place, part, rows } from './selection.ts';

interface Verdict {
  readonly tone: 'ok' | 'bad' | 'none';
  readonly icon: Icon | undefined;
  readonly text: string;
}

/** The command the scene is about, where it ran, and what became of it in one sentence. */
export function drawSummary(place: Place, view: View, panel: Panel): void {
  const { scene } = view;
  if (!scene) return;
  const { journey, at } = scene;
  place.attr('data-testid', 'summary');
  const line = part<HTMLElement, unknown>(place, 'div', 'command-line');
  const where = journey?.namespace ?? '';
  part<HTMLSpanElement, unknown>(line, 'span', 'where')
    .text(where)
    .attr('hidden', where === '' ? '' : null);
  part<HTMLElement, unknown>(part<HTMLHeadingElement, unknown>(line, 'h1', 'title'), 'code', 'command')
    .attr('data-testid', 'command')
    .text(journey?.command ?? at?.command ?? 'The machine before the first command');
  drawIconButtons(line, [
    {
      id: 'pin',
      icon: 'pin',
      label: view.pinned ? 'Pinned: stays at this line' : 'Follows the cursor. Pin to this line',
      pressed: view.pinned,
      act: () => panel.pin(!view.pinned),
    },
  ]);
  drawExportMenu(line, view, panel);
  const verdict = part<HTMLParagraphElement, Verdict>(about(place, verdictOf(view)), 'p', 'verdict');
  verdict.attr('data-testid', 'verdict').attr('data-tone', ({ tone }) => tone);
  drawIcon(verdict, ({ icon }) => icon);
  part<HTMLSpanElement, Verdict>(verdict, 'span', 'sentence').text(({ text }) => text);
  drawFixes(place, scene.fixes, panel);
}

/** A button for each cure; the first is the one that most people want. */
function drawFixes(place: Place, fixes: readonly FixScene[], panel: Panel): void {
  const bar = part<HTMLDivElement, unknown>(place, 'div', 'fixes')
    .attr('role', 'group')
    .attr('aria-label', 'Quick fixes')
    .attr('hidden', fixes.length === 0 ? '' : null);
  const buttons = rows<HTMLButtonElement, FixScene>(
    bar,
    'button',
    'fix',
    fixes,
    ({ title }, index) => `${index} ${title}`,
  )
    .attr('type', 'button')
    .attr('data-testid', 'fix')
    .attr('title', ({ message }) => message)
    .on('click', (_, fix) => panel.fix(fixes.indexOf(fix)));
  drawIcon(buttons, () => 'bulb');
  part<HTMLSpanElement, FixScene>(buttons, 'span', 'word').text(({ title }) => title);
}

function verdictOf({ scene }: View): Verdict {
  const journey = scene?.journey;
  if (journey) {
    return journey.ok
      ? { tone: 'ok', icon: 'check', text: journey.summary }
      : { tone: 'bad', icon: 'cross', text: journey.summary };
  }
  if (!scene?.at) return { tone: 'none', icon: undefined, text: 'Nothing has run yet.' };
  const { exitCode } = scene.at;
  if (exitCode !== 0) return { tone: 'bad', icon: 'cross', text: `The command failed with exit status ${exitCode}.` };
  const first = scene.topology.namespaces[0];
  const where = first ? ` The state of ${nameOf(scene, first.id)} and its namespaces after it is shown.` : '';
  return { tone: 'none', icon: undefined, text: `This command sent no packet.${where}` };
}
