import type { NamespaceNode, Scene, TableScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { type Choice, DROPDOWN, OPTION, PANEL_TAB, PANEL_VIEW, PANELS } from '../toolkit.ts';
import { wantedRows } from '../view/rows.ts';
import { decidingRows, namespacesOf, type TableKind, tablesOf, type View } from '../view/view.ts';
import { type Place, part, rows } from './selection.ts';
import { drawTables } from './table.ts';
import { drawTableTools } from './table-tools.ts';

interface Tab {
  readonly kind: TableKind;
  readonly title: string;
  readonly tables: readonly TableScene[];
  readonly count: number;
  readonly decides: boolean;
  readonly changed: boolean;
}

/** The tabs in order; those marked `always` are shown though empty, because their emptiness says something. */
const TABS: readonly { readonly kind: TableKind; readonly title: string; readonly always: boolean }[] = [
  { kind: 'routes', title: 'Routes', always: true },
  { kind: 'nexthops', title: 'Next hops', always: false },
  { kind: 'rules', title: 'Rules', always: true },
  { kind: 'addresses', title: 'Addresses', always: true },
  { kind: 'neighbours', title: 'Neighbours', always: true },
  { kind: 'ports', title: 'Ports', always: false },
  { kind: 'fdb', title: 'FDB', always: false },
  { kind: 'firewall', title: 'Firewall', always: true },
  { kind: 'conntrack', title: 'Conntrack', always: false },
  { kind: 'sockets', title: 'Sockets', always: false },
  { kind: 'sysctl', title: 'Settings', always: false },
];

/** The tables of the chosen namespace as of the line; the rows that decided at the chosen hop are marked. */
export function drawNamespaceTables(place: Place, view: View, panel: Panel): void {
  const { scene } = view;
  if (!scene) return;
  drawChoice(place, scene, view, panel);
  drawTableTools(place.select<HTMLElement>(':scope > .section-head'), view, panel);
  const tabs = tabsOf(scene, view);
  const chosen = tabs.some(({ kind }) => kind === view.table) ? view.table : 'routes';
  const panels = part<Choice, unknown>(place, PANELS, 'kinds')
    .attr('aria-label', 'Tables')
    .attr('data-testid', 'tables');
  const heads = rows<HTMLElement, Tab>(panels, PANEL_TAB, 'kind', tabs, ({ kind }) => kind)
    .attr('id', ({ kind }) => `tab-${kind}`)
    .attr('data-kind', ({ kind }) => kind)
    .classed('decides', ({ decides }) => decides)
    .classed('none', ({ count }) => count === 0);
  part<HTMLSpanElement, Tab>(heads, 'span', 'word').text(({ title }) => title);
  part<HTMLSpanElement, Tab>(heads, 'span', 'number').text(({ count }) => count);
  const news = part<HTMLSpanElement, Tab>(heads, 'span', 'news').attr('hidden', ({ changed }) => (changed ? null : ''));
  part<HTMLSpanElement, Tab>(news, 'span', 'plus').attr('aria-hidden', 'true').text('+');
  part<HTMLSpanElement, Tab>(news, 'span', 'unseen').text('changed');
  const decisive = part<HTMLSpanElement, Tab>(heads, 'span', 'decisive').attr('hidden', ({ decides }) =>
    decides ? null : '',
  );
  part<HTMLSpanElement, Tab>(decisive, 'span', 'arrow').attr('aria-hidden', 'true').text('▸');
  part<HTMLSpanElement, Tab>(decisive, 'span', 'unseen').text('decided at this hop');
  const sheets = rows<HTMLElement, Tab>(panels, PANEL_VIEW, 'sheet', tabs, ({ kind }) => kind)
    .attr('id', ({ kind }) => `sheet-${kind}`)
    .attr('data-kind', ({ kind }) => kind);
  drawTables(sheets, ({ kind, tables }) => ({ kind, tables }), view, panel);
  const node = panels.node()!;
  if (node.activeid !== `tab-${chosen}`) node.activeid = `tab-${chosen}`;
  panels.on('change', (event: Event) => {
    if (event.target !== node) return;
    const kind = node.activeid.replace(/^tab-/, '') as TableKind;
    if (kind !== chosen) panel.dispatch({ type: 'table', table: kind });
  });
}

/** The tabs that any namespace of the scene has, so that they stay in place from one to the other. */
function tabsOf(scene: Scene, view: View): Tab[] {
  const here = tablesOf(view)?.tables ?? [];
  const rowsThatDecide = decidingRows(view);
  const present = new Set(
    [...scene.namespaces, ...namespacesOf(view)].flatMap(({ tables }) => tables.map(({ kind }) => kind)),
  );
  return TABS.filter(({ kind, always }) => always || present.has(kind)).map(({ kind, title }) => {
    const tables = here
      .filter((table) => table.kind === kind)
      .map((table) => ({ ...table, rows: wantedRows(table, view) }));
    const all = tables.flatMap((table) => table.rows);
    return {
      kind,
      title,
      tables,
      count: all.length,
      decides: all.some(({ id }) => rowsThatDecide.has(id)),
      changed: all.some((row) => row.changed),
    };
  });
}

function drawChoice(place: Place, scene: Scene, view: View, panel: Panel): void {
  const head = part<HTMLDivElement, unknown>(place, 'div', 'choice');
  part<HTMLSpanElement, unknown>(head, 'span', 'choice-word').text('Namespace');
  const dropdown = part<Choice, unknown>(head, DROPDOWN, 'namespaces')
    .attr('aria-label', 'Namespace whose tables are shown')
    .attr('data-testid', 'namespaces');
  rows<HTMLElement, NamespaceNode>(dropdown, OPTION, 'namespace', scene.topology.namespaces, ({ id }) => id)
    .attr('value', ({ id }) => id)
    .text(({ name }) => name);
  const node = dropdown.node()!;
  const chosen = view.namespace ?? '';
  if (node.value !== chosen) node.value = chosen;
  dropdown.on('change', () => {
    if (node.value !== view.namespace) panel.dispatch({ type: 'namespace', namespace: node.value });
  });
}
