import type { Panel } from '../panel.ts';
import { hopOf, isOfMoment, type View } from '../view/view.ts';
import { type Place, part, rows } from './selection.ts';

/** Of when the tables are, and what rows are looked for: in the head of the tables. */
export function drawTableTools(head: Place, view: View, panel: Panel): void {
  const bar = part<HTMLDivElement, unknown>(head, 'div', 'tools');
  const ofMoment = isOfMoment(view);
  const choices = [
    { asOf: 'line', text: 'after the command', pressed: !ofMoment },
    { asOf: 'moment', text: 'at this moment', pressed: ofMoment },
  ] as const;
  const group = part<HTMLDivElement, unknown>(bar, 'div', 'as-of')
    .attr('role', 'group')
    .attr('aria-label', 'Tables as of')
    .attr('hidden', hopOf(view) === undefined ? '' : null);
  rows<HTMLButtonElement, (typeof choices)[number]>(group, 'button', 'choice-button', choices, ({ asOf }) => asOf)
    .attr('type', 'button')
    .attr('data-testid', ({ asOf }) => `as-of-${asOf}`)
    .attr('aria-pressed', ({ pressed }) => String(pressed))
    .on('click', (_, { asOf }) => panel.dispatch({ type: 'as-of', asOf }))
    .text(({ text }) => text);
  const field = part<HTMLInputElement, unknown>(bar, 'input', 'search')
    .attr('type', 'search')
    .attr('placeholder', 'Filter…')
    .attr('aria-label', 'Show only rows with this text')
    .attr('data-testid', 'filter');
  const node = field.node()!;
  if (node.value !== view.filter) node.value = view.filter;
  field.on('input', () => panel.dispatch({ type: 'filter', text: node.value }));
}
