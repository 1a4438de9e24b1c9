import type { FieldScene, HopScene, LayerScene } from '../../src/protocol/scene.ts';
import { type Marks, part } from './selection.ts';

/** The packet's headers at the hop: a table a layer; a field that the stage changed shows both values. */
export function drawLayers(card: Marks<HTMLDivElement, HopScene>): void {
  const block = part<HTMLDivElement, HopScene>(card, 'div', 'layers')
    .attr('data-testid', 'layers')
    .attr('tabindex', 0)
    .attr('role', 'group')
    .attr('aria-label', 'Headers. Arrow keys light the bytes of a field')
    .attr('hidden', ({ layers }) => (layers.length === 0 ? '' : null));
  const tables = block
    .selectAll<HTMLTableElement, LayerScene>(':scope > .layer')
    .data(
      ({ layers }) => layers,
      (layer) => layer.name,
    )
    .join('table')
    .order()
    .attr('class', 'layer')
    .attr('data-layer', ({ name }) => name);
  part<HTMLTableCaptionElement, LayerScene>(tables, 'caption', 'layer-name').text(({ name }) => name);
  const fields = part<HTMLTableSectionElement, LayerScene>(tables, 'tbody', 'fields')
    .selectAll<HTMLTableRowElement, FieldScene>(':scope > .field')
    .data(({ fields }) => fields)
    .join('tr')
    .attr('class', 'field')
    .attr('data-field', ({ name }) => name)
    .attr('data-at', ({ at }) => at ?? null)
    .attr('data-size', ({ size }) => size ?? null)
    .classed('changed', ({ after }) => after !== undefined);
  part<HTMLTableCellElement, FieldScene>(fields, 'th', 'field-name')
    .attr('scope', 'row')
    .text(({ name }) => name);
  const values = part<HTMLTableCellElement, FieldScene>(fields, 'td', 'field-value');
  part<HTMLSpanElement, FieldScene>(values, 'span', 'in').text(({ value }) => value);
  const change = ({ after }: FieldScene) => (after === undefined ? '' : null);
  part<HTMLSpanElement, FieldScene>(values, 'span', 'becomes').attr('hidden', change).text(' → ');
  part<HTMLElement, FieldScene>(values, 'ins', 'out')
    .attr('hidden', change)
    .text(({ after }) => after ?? '');
}
