import type { NamespaceNode, Scene, TableScene } from '../../src/protocol/scene.ts';
import type { Panel } from '../panel.ts';
import { wantedRows } from '../view/rows.ts';
import { decidingRows, namespacesOf, type TableKind, tablesOf, type View } from '../view/view.ts';
import { type Place, part, rows } from './selection.ts';
import { drawTables } from './table.ts';
import { drawTableTools } from './table-tools.ts';
import { drawTabs, type Tab } from './tabs.ts';

interface TableTab extends Tab {
  readonly kind: TableKind;
  readonly tables: readonly TableScene[];
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
  const chosen = tabs.find(({ kind }) => kind === view.table) ?? tabs[0]!;
  drawTabs(place, tabs, chosen.kind, (kind) => {
    if (kind !== view.table) panel.dispatch({ type: 'table', table: kind });
  });
  const sheet = rows<HTMLElement, TableTab>(place, 'div', 'sheet', [chosen], ({ kind }) => kind)
    .attr('role', 'tabpanel')
    .attr('id', ({ kind }) => `sheet-${kind}`)
    .attr('aria-labelledby', ({ kind }) => `tab-${kind}`)
    .attr('data-kind', ({ kind }) => kind);
  drawTables(sheet, ({ kind, tables }) => ({ kind, tables }), view, panel);
}

/** The tabs that any namespace of the scene has, so that they stay in place from one to the other. */
function tabsOf(scene: Scene, view: View): TableTab[] {
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
  const select = part<HTMLSelectElement, unknown>(head, 'select', 'dropdown')
    .attr('aria-label', 'Namespace whose tables are shown')
    .attr('data-testid', 'namespaces');
  rows<HTMLOptionElement, NamespaceNode>(select, 'option', 'namespace', scene.topology.namespaces, ({ id }) => id)
    .attr('value', ({ id }) => id)
    .text(({ name }) => name);
  const node = select.node()!;
  node.value = view.namespace ?? '';
  select.on('change', () => panel.dispatch({ type: 'namespace', namespace: node.value }));
}
