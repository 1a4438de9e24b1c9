import type { Panel } from '../panel.ts';
import { type Change, compareRuns, type Outcome, type Station } from '../view/compare.ts';
import type { View } from '../view/view.ts';
import { drawIconButtons } from './icon-button.ts';
import { drawIcon, type Icon } from './icons.ts';
import { type Drawn, type Place, part, rows } from './selection.ts';

const COLUMNS = ['packet', 'was', 'is now'] as const;

/** After an edit: what has changed for each packet of the command, before and now side by side. */
export function drawChanges(place: Place, view: View, panel: Panel): void {
  const { scene, before } = view;
  const changes = before && scene ? compareRuns(before, scene) : [];
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
  drawOutcome(part(marks, 'td', 'was'), ({ was }) => was);
  drawOutcome(part(marks, 'td', 'is'), ({ is }) => is);
}

const WORDS: Record<Outcome['fate'], readonly [word: string, icon: Icon]> = {
  delivered: ['delivered', 'check'],
  dropped: ['dropped', 'cross'],
  ignored: ['nobody answers', 'cross'],
  lost: ['on its way', 'wait'],
};

function drawOutcome(cells: Drawn<Change>, outcomeOf: (change: Change) => Outcome | undefined): void {
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
  // The way as rooms on a wire: what both runs have is faint, where they part and what follows is not.
  const way = part<HTMLSpanElement, Change>(cells, 'span', 'way');
  const stations = way
    .selectAll<HTMLSpanElement, Station>(':scope > .station')
    .data((change) => outcomeOf(change)?.way ?? [])
    .join((enter) => enter.append('span').classed('station', true))
    .attr('data-part', (station) => station.part)
    .attr('title', ({ name }) => name);
  part<HTMLSpanElement, Station>(stations, 'span', 'name').text(({ name }) => name);
  part<HTMLSpanElement, Change>(cells, 'span', 'parting')
    .attr('title', (change) => outcomeOf(change)?.parting?.sentence ?? null)
    .text((change) => {
      const parting = outcomeOf(change)?.parting;
      return parting === undefined ? '' : `${parting.where}: ${parting.sentence}`;
    });
}
