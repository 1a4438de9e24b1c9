import type { ConsideredScene, HopScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { drawLineLink } from './line-link.ts';
import { type Marks, part } from './selection.ts';

/** Routes that lost and rules that did not match, each with its why and its line. */
export function drawConsidered(card: Marks<HTMLDivElement, HopScene>, panel: Panel): void {
  const block = part<HTMLDivElement, HopScene>(card, 'div', 'considered')
    .attr('data-testid', 'considered')
    .attr('hidden', ({ considered }) => (considered.length === 0 ? '' : null));
  part<HTMLHeadingElement, HopScene>(block, 'h3', 'minor').text(
    // Rules have an order, and some that match do not decide.
    ({ stage }) => (stage === 'hook' ? 'Rules tried before, in this order' : 'Considered, and why not'),
  );
  const list = part<HTMLUListElement, HopScene>(block, 'ul', 'losers');
  const losers = list
    .selectAll<HTMLLIElement, ConsideredScene>(':scope > .loser')
    .data(({ considered }) => considered)
    .join('li')
    .attr('class', 'loser')
    .attr('data-matched', ({ matched }) => matched ?? null);
  part<HTMLElement, ConsideredScene>(losers, 'code', 'what').text(({ text }) => text);
  part<HTMLSpanElement, ConsideredScene>(losers, 'span', 'why').text(({ why }) => why);
  drawLineLink(losers, ({ line }) => line, panel);
}
