import type { Box } from '../layout/geometry.ts';
import type { TopologyLayout } from '../layout/topology.ts';
import type { Panel } from '../panel.ts';
import type { Found } from '../view/search.ts';
import type { View } from '../view/view.ts';
import { drawIconButtons, type IconButton } from './icon-button.ts';
import { type Place, part } from './selection.ts';
import type { Viewport } from './viewport.ts';

/** What the tools of the drawing work on. */
export interface ToolContext {
  readonly panel: Panel;
  readonly viewport: Viewport;
  readonly layout: TopologyLayout;
  readonly found: Found;
}

/** Search, fold, zoom and fit, in the head of the topology. */
export function drawTools(head: Place, view: View, context: ToolContext): void {
  const { panel, viewport, layout } = context;
  const bar = part<HTMLDivElement, unknown>(head, 'div', 'tools').attr('role', 'group').attr('aria-label', 'Drawing');
  drawSearch(bar, view, context);
  const folds = layout.standIns.size > 0 || view.unfolded;
  const fold: IconButton = view.unfolded
    ? { id: 'fold', icon: 'fold', label: 'Fold stations into groups', act: () => toggle(false) }
    : { id: 'fold', icon: 'unfold', label: 'Draw every namespace', act: () => toggle(true) };
  const toggle = (unfolded: boolean) => {
    panel.dispatch({ type: 'fold', unfolded });
    viewport.fit();
  };
  const tools: IconButton[] = [
    ...(folds ? [fold] : []),
    { id: 'zoom-out', icon: 'minus', label: 'Zoom out (−)', act: () => viewport.zoomBy(-1) },
    { id: 'zoom-in', icon: 'plus', label: 'Zoom in (+)', act: () => viewport.zoomBy(1) },
    { id: 'fit', icon: 'fit', label: 'Show all (0)', act: () => viewport.fit() },
  ];
  drawIconButtons(bar, tools);
}

/** Finds while one types; Enter shows the tables of the first namespace found and brings it into view. */
function drawSearch(bar: Place<HTMLDivElement>, view: View, { panel, viewport, layout, found }: ToolContext): void {
  const field = part<HTMLInputElement, unknown>(bar, 'input', 'search')
    .attr('type', 'search')
    .attr('placeholder', 'Find…')
    .attr('aria-label', 'Find a namespace, device or address')
    .attr('data-testid', 'search');
  const node = field.node()!;
  if (node.value !== view.search) node.value = view.search;
  field
    .on('input', () => panel.dispatch({ type: 'search', text: node.value }))
    .on('keydown', (event: KeyboardEvent) => {
      if (event.key === 'Escape' && view.search !== '') panel.dispatch({ type: 'search', text: '' });
      const [first] = found.namespaces;
      if (event.key !== 'Enter' || first === undefined) return;
      panel.dispatch({ type: 'namespace', namespace: first });
      const box = boxOf(layout, first);
      if (box) viewport.centre(box);
    });
  part<HTMLSpanElement, unknown>(bar, 'span', 'hits')
    .attr('role', 'status')
    .attr('hidden', view.search.trim() === '' ? '' : null)
    .text(found.namespaces.length === 0 ? 'nothing' : `in ${found.namespaces.length}`);
}

function boxOf({ rooms }: TopologyLayout, namespace: string): Box | undefined {
  const tile = rooms.flatMap(({ tiles }) => tiles).find(({ node }) => node.id === namespace);
  return rooms.find(({ node }) => node.id === namespace) ?? tile;
}
