import type { Scene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { type Change, compareJourneys, type Outcome } from '../view/compare.ts';
import { nameOf, type View } from '../view/view.ts';
import { drawIconButtons } from './icon-button.ts';
import { drawIcon, type Icon } from './icons.ts';
import { type Drawn, type Place, part, rows } from './selection.ts';

const COLUMNS = ['packet', 'was', 'is now'] as const;

/** After an edit: what has changed for each packet of the command, before and now side by side. */
export function drawChanges(place: Place, view: View, panel: Panel): void {
  const { scene, before } = view;
  const changes = before && scene?.journey ? compareJourneys(before, scene.journey) : [];
  place.attr('hidden', changes.length === 0 ? '' : null);
  if (!scene || changes.length === 0) return;
  const tools = part<HTMLDivElement, unknown>(place.select<HTMLElement>(':scope > .section-head'), 'div', 'tools');
  drawIconButtons(tools, [
    {
      id: 'accept',
      icon: 'check',
      label: 'Compare with this run from now on',
      act: () => panel.dispatch({ type: 'accept' }),
    },
  ]);
  const scroll = part<HTMLDivElement, unknown>(place, 'div', 'scroll')
    .attr('tabindex', 0)
    .attr('role', 'region')
    .attr('aria-label', 'Packets that fare otherwise than before the edit');
  const table = part<HTMLTableElement, unknown>(scroll, 'table', 'changes').attr('data-testid', 'changes');
  const head = part<HTMLTableRowElement, unknown>(part(table, 'thead', 'head'), 'tr', 'columns');
  rows<HTMLTableCellElement, string>(head, 'th', 'column', COLUMNS, (name) => name)
    .attr('scope', 'col')
    .text((name) => name);
  const body = part<HTMLTableSectionElement, unknown>(table, 'tbody', 'body');
  const marks = rows<HTMLTableRowElement, Change>(body, 'tr', 'change', changes, (_, index) => index);
  const title = part<HTMLButtonElement, Change>(part(marks, 'td', 'what'), 'button', 'line-link')
    .attr('type', 'button')
    .property('disabled', ({ packet }) => packet === undefined)
    .on('click', (_, { packet, hop }) => {
      if (packet === undefined) return;
      panel.dispatch({ type: 'packet', packet });
      if (hop !== undefined) panel.dispatch({ type: 'hop', hop });
    });
  title.text(({ protocol, title }) => `${protocol} ${title}`);
  drawOutcome(part(marks, 'td', 'was'), ({ was }) => was, scene);
  drawOutcome(part(marks, 'td', 'is'), ({ is }) => is, scene);
}

const WORDS: Record<Outcome['fate'], readonly [word: string, icon: Icon]> = {
  delivered: ['delivered', 'check'],
  dropped: ['dropped', 'cross'],
  ignored: ['nobody answers', 'cross'],
  lost: ['on its way', 'wait'],
};

function drawOutcome(cells: Drawn<Change>, outcomeOf: (change: Change) => Outcome | undefined, scene: Scene): void {
  cells.attr('data-fate', (change) => outcomeOf(change)?.fate ?? 'none');
  const fate = part<HTMLSpanElement, Change>(cells, 'span', 'fate');
  drawIcon(fate, (change) => {
    const outcome = outcomeOf(change);
    return outcome && WORDS[outcome.fate][1];
  });
  part<HTMLSpanElement, Change>(fate, 'span', 'word').text((change) => {
    const outcome = outcomeOf(change);
    return outcome === undefined ? 'not sent' : (outcome.reason ?? WORDS[outcome.fate][0]);
  });
  // A packet that only one of the runs has parts from nothing.
  part<HTMLSpanElement, Change>(cells, 'span', 'parting').text((change) => {
    const parting = change.was && change.is ? outcomeOf(change)?.parting : undefined;
    return parting === undefined ? '' : `${nameOf(scene, parting.namespace)}, ${parting.title}: ${parting.sentence}`;
  });
}
