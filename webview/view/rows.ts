import type { RowScene, TableScene } from '../../src/protocol/scene.ts';
import type { View } from './view.ts';

/** The rows of a table that the reader wants, in the order that he wants. Numbers in texts sort as numbers. */
export function wantedRows(table: TableScene, { filter, sort }: Pick<View, 'filter' | 'sort'>): RowScene[] {
  const wanted = filter.trim().toLowerCase();
  const kept = table.rows.filter(
    ({ cells, text }) => wanted === '' || `${cells.join(' ')} ${text}`.toLowerCase().includes(wanted),
  );
  const column = sort === undefined ? -1 : table.columns.indexOf(sort.column);
  if (sort === undefined || column < 0) return kept;
  const sign = sort.down ? -1 : 1;
  return kept.sort((a, b) => sign * collator.compare(a.cells[column] ?? '', b.cells[column] ?? ''));
}

const collator = new Intl.Collator('en', { numeric: true });
