import type { RowScene, TableScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { type ShapedTable, shapeTables } from '../view/columns.ts';
import { decidingRows, type TableKind, type View } from '../view/view.ts';
import { drawIcon } from './icons.ts';
import { drawLineLink } from './line-link.ts';
import { type Marks, part } from './selection.ts';

/** What the emptiness of a kind of table means. */
const EMPTY: Record<TableKind, string> = {
  routes: 'No routes: nothing can be sent to another address.',
  nexthops: 'No next hop objects: every route has its own next hops.',
  rules: 'No policy rules.',
  addresses: 'No addresses yet.',
  neighbours: 'The ARP cache is empty: nobody has been asked for a MAC yet.',
  ports: 'No bridge or bond has a port here.',
  fdb: 'No switch here has learned a station.',
  firewall: 'No rules: every chain accepts.',
  conntrack: 'No connections are tracked.',
  sockets: 'No program listens or is connected.',
  sysctl: 'Every setting has its default.',
};

/** The sign in front of a row, and what a screen reader says for it. */
const MARKS = {
  decides: { sign: '▸', says: 'decided at this hop' },
  changed: { sign: '+', says: 'changed by this command' },
  none: { sign: '', says: '' },
} as const;

/** The columns left and right of a table's own: for the mark, and for the line. */
const MARGIN = { name: '', width: 0 };

interface Sheet {
  readonly kind: TableKind;
  readonly tables: readonly TableScene[];
}

const orderOf = ({ down }: { readonly down: boolean }) => (down ? 'descending' : 'ascending');

/** The tables on a sheet, one below the other. */
export function drawTables<D>(
  sheets: Marks<HTMLElement, D>,
  sheetOf: (datum: D) => Sheet,
  view: View,
  panel: Panel,
): void {
  const body = part<HTMLDivElement, D>(sheets, 'div', 'sheet-body');
  part<HTMLParagraphElement, D>(body, 'p', 'calm')
    .attr('hidden', (datum) => (sheetOf(datum).tables.length === 0 ? null : ''))
    .text((datum) => EMPTY[sheetOf(datum).kind]);
  const tables = body
    .selectAll<HTMLDivElement, ShapedTable>(':scope > .table')
    .data(
      (datum) => shapeTables(sheetOf(datum).tables),
      (table) => table.id,
    )
    .join('div')
    .order()
    .attr('class', 'table')
    .attr('data-table', ({ id }) => id);
  const head = part<HTMLDivElement, ShapedTable>(tables, 'div', 'table-head');
  part<HTMLHeadingElement, ShapedTable>(head, 'h3', 'minor').text(({ title }) => title);
  const copy = part<HTMLButtonElement, ShapedTable>(head, 'button', 'icon-button')
    .attr('type', 'button')
    .attr('data-testid', 'copy')
    .attr('aria-label', ({ tool }) => `Copy what ${tool} prints`)
    .attr('title', ({ tool }) => `Copy what \`${tool}\` prints`)
    .on('click', (_, { id }) => panel.copy(id));
  drawIcon(copy, () => 'copy');
  part<HTMLParagraphElement, ShapedTable>(tables, 'p', 'calm')
    .attr('hidden', ({ rows }) => (rows.length === 0 ? null : ''))
    .text(({ kind }) => (view.filter.trim() === '' ? EMPTY[kind] : 'No row has this text.'));
  const scroll = part<HTMLDivElement, ShapedTable>(tables, 'div', 'scroll')
    .attr('tabindex', 0)
    .attr('role', 'region')
    .attr('aria-label', ({ title }) => title)
    .attr('hidden', ({ rows }) => (rows.length === 0 ? '' : null));
  drawGrid(part<HTMLTableElement, ShapedTable>(scroll, 'table', 'grid'), view, panel);
}

function drawGrid(grids: Marks<HTMLTableElement, ShapedTable>, view: View, panel: Panel): void {
  const { sort } = view;
  const deciding = decidingRows(view);
  const head = part<HTMLTableRowElement, ShapedTable>(
    part<HTMLTableSectionElement, ShapedTable>(grids, 'thead', 'head'),
    'tr',
    'columns',
  );
  head
    .selectAll<HTMLTableCellElement, typeof MARGIN>(':scope > .column')
    // A column without a name needs no header; a nameless header only confuses screen readers.
    .data(({ columns, widths }) => [MARGIN, ...columns.map((name, at) => ({ name, width: widths[at]! })), MARGIN])
    .join((enter) => enter.append(({ name }) => document.createElement(name === '' ? 'td' : 'th')))
    .attr('class', 'column')
    .attr('scope', ({ name }) => (name === '' ? null : 'col'))
    .attr('aria-sort', ({ name }) => (name !== '' && name === sort?.column ? orderOf(sort) : null));
  const named = head.selectAll<HTMLTableCellElement, typeof MARGIN>(':scope > th.column');
  part<HTMLButtonElement, typeof MARGIN>(named, 'button', 'sorter')
    .attr('type', 'button')
    .attr('title', ({ name }) => `Sort by ${name}`)
    .on('click', (_, { name }) => panel.dispatch({ type: 'sort', column: name }))
    .text(({ name }) => (name === sort?.column ? `${name} ${sort.down ? '↓' : '↑'}` : name));
  const widths = part<HTMLTableColElement, ShapedTable>(grids, 'colgroup', 'widths').lower();
  widths
    .selectAll<HTMLTableColElement, typeof MARGIN>(':scope > col')
    .data(({ widths }) => [MARGIN, ...widths.map((width) => ({ name: '', width })), MARGIN])
    .join('col')
    .style('--nl-width', ({ width }) => (width === 0 ? null : `calc(${width}ch + 14px)`));

  const rows = part<HTMLTableSectionElement, ShapedTable>(grids, 'tbody', 'body')
    .selectAll<HTMLTableRowElement, RowScene>(':scope > .row')
    .data(
      (table) => table.rows,
      (row) => row.id,
    )
    .join('tr')
    .order()
    .attr('class', 'row')
    .attr('data-row', ({ id }) => id)
    .attr('data-line', ({ line }) => line ?? null)
    .attr('title', ({ text }) => text)
    .classed('decides', ({ id }) => deciding.has(id))
    .classed('changed', ({ changed }) => changed)
    .on('click', (_, { line }) => panel.reveal(line));
  const mark = part<HTMLTableCellElement, RowScene>(rows, 'td', 'mark');
  const markOf = ({ id, changed }: RowScene) =>
    deciding.has(id) ? MARKS.decides : changed ? MARKS.changed : MARKS.none;
  part<HTMLSpanElement, RowScene>(mark, 'span', 'sign')
    .attr('aria-hidden', 'true')
    .text((row) => markOf(row).sign);
  part<HTMLSpanElement, RowScene>(mark, 'span', 'unseen').text((row) => markOf(row).says);
  rows
    .selectAll<HTMLTableCellElement, string>(':scope > .cell')
    .data(({ cells }) => cells)
    .join((enter) => enter.append('td'))
    .attr('class', 'cell')
    .text((text) => text);
  drawLineLink(part<HTMLTableCellElement, RowScene>(rows, 'td', 'made'), ({ line }) => line, panel);
}
