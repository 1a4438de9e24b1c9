import { type Drawn, type Marks, part, rows } from './selection.ts';

/** The head of a tab: what it is called, how many rows it has, and whether there is news in it. */
export interface Tab {
  readonly kind: string;
  readonly title: string;
  readonly count: number;
  readonly decides: boolean;
  readonly changed: boolean;
}

/**
 * Draws the heads of tabs in a row, as the ARIA pattern has them: one stop for the Tab key, arrow keys, Home and End go from
 * tab to tab. What a tab holds has the id `sheet-KIND`, and is there for the chosen one only.
 */
export function drawTabs<T extends Tab>(
  place: Drawn<unknown>,
  tabs: readonly T[],
  chosen: string,
  choose: (kind: T['kind']) => void,
): void {
  const list = part<HTMLDivElement, unknown>(place, 'div', 'kinds')
    .attr('role', 'tablist')
    .attr('aria-label', 'Tables')
    .attr('data-testid', 'tables')
    .on('keydown', (event: KeyboardEvent) => walk(event, tabs, chosen, choose));
  const isChosen = ({ kind }: T) => kind === chosen;
  const heads = rows<HTMLButtonElement, T>(list, 'button', 'kind', tabs, ({ kind }) => kind)
    .attr('type', 'button')
    .attr('role', 'tab')
    .attr('id', ({ kind }) => `tab-${kind}`)
    .attr('data-kind', ({ kind }) => kind)
    .attr('aria-selected', (tab) => String(isChosen(tab)))
    .attr('aria-controls', (tab) => (isChosen(tab) ? `sheet-${tab.kind}` : null))
    .attr('tabindex', (tab) => (isChosen(tab) ? 0 : -1))
    .classed('decides', ({ decides }) => decides)
    .classed('none', ({ count }) => count === 0)
    .on('click', (_, { kind }) => choose(kind));
  part<HTMLSpanElement, T>(heads, 'span', 'word').text(({ title }) => title);
  part<HTMLSpanElement, T>(heads, 'span', 'number').text(({ count }) => count);
  drawSign(heads, 'news', '+', 'changed', ({ changed }) => changed);
  drawSign(heads, 'decisive', '▸', 'decided at this hop', ({ decides }) => decides);
}

/** A sign for the eye and words for the ear, both or none. */
function drawSign<T>(
  heads: Marks<HTMLButtonElement, T>,
  name: string,
  sign: string,
  says: string,
  holds: (tab: T) => boolean,
): void {
  const marks = heads
    .selectAll<HTMLSpanElement, T>(`:scope > .${name}`)
    .data((tab) => (holds(tab) ? [tab] : []))
    .join('span')
    .attr('class', name);
  part<HTMLSpanElement, T>(marks, 'span', 'sign').attr('aria-hidden', 'true').text(sign);
  part<HTMLSpanElement, T>(marks, 'span', 'unseen').text(says);
}

/** Arrow keys choose the tab beside; the focus goes along. */
function walk<T extends Tab>(
  event: KeyboardEvent,
  tabs: readonly T[],
  chosen: string,
  choose: (kind: T['kind']) => void,
): void {
  const from = tabs.findIndex(({ kind }) => kind === chosen);
  const count = tabs.length;
  const targets: Record<string, number> = {
    ArrowRight: (from + 1) % count,
    ArrowLeft: (from - 1 + count) % count,
    Home: 0,
    End: count - 1,
  };
  const target = tabs[targets[event.key] ?? -1];
  if (target === undefined) return;
  event.preventDefault();
  const list = event.currentTarget as HTMLElement;
  choose(target.kind);
  list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
}
