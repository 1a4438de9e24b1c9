import { layoutTopology, type TopologyLayout } from '../layout/topology.ts';
import type { Panel } from '../panel.ts';
import { dotsOf } from '../view/dots.ts';
import { involvedIn } from '../view/involved.ts';
import { searchTopology } from '../view/search.ts';
import { subnetsOf } from '../view/subnets.ts';
import { hopOf, momentOf, packetOf, progressOf, type View } from '../view/view.ts';
import { wayOf } from '../view/way.ts';
import { drawCables, drawStubs } from './cable.ts';
import { drawDevices } from './device.ts';
import { Dots } from './dots.ts';
import { drawLegend } from './legend.ts';
import { drawBadges, drawRooms, type RoomContext } from './room.ts';
import { type Place, part } from './selection.ts';
import { drawTiles } from './tile.ts';
import { drawTools } from './topology-tools.ts';
import { Twin } from './topology-twin.ts';
import { mostHeight, onKeys, Viewport } from './viewport.ts';

/** How long dots travel over one moment, in milliseconds at normal speed. */
const TRAVEL = 640;

/** The topology with the chosen packet's way through it. Keeps the layout while the scene and the width stay. */
export class Topology {
  private readonly dots = new Dots();
  private readonly viewport = new Viewport();
  private readonly twin = new Twin();
  private space = 0;
  private drawn: { readonly scene: View['scene']; readonly frame: number | undefined } | undefined;
  private laid: { readonly of: readonly unknown[]; readonly lab: string; readonly layout: TopologyLayout } | undefined;

  /** Looks how much space there is; before each drawing, while nothing on the page has changed yet. */
  measure(place: Place): void {
    this.space = frameIn(place).node()!.clientWidth;
  }

  draw(place: Place, view: View, panel: Panel): void {
    const scene = view.scene;
    if (!scene) return;
    const { topology } = scene;
    const head = place.select<HTMLElement>(':scope > .section-head');
    const frame = frameIn(place);
    const layout = this.layoutFor(view);
    const packet = packetOf(view);
    const way = wayOf(topology, packet, progressOf(view), layout.standIns);
    const subnets = subnetsOf(topology, layout.standIns);
    const found = searchTopology(topology, view.search);
    const world = this.viewport.open(frame, layout, this.space);
    onKeys(frame, this.viewport);
    frame
      .select<SVGSVGElement>(':scope > svg.topology')
      .attr('role', 'group')
      .attr('aria-label', `Topology: ${topology.namespaces.length} namespaces, ${topology.links.length} wires`)
      .attr('data-protocol', packet?.protocol ?? 'none')
      .attr('data-fate', packet?.fate ?? 'none')
      .classed('searched', found.ids.size > 0);

    const layer = (name: string) => part<SVGGElement, unknown>(world, 'g', name);
    const context: RoomContext = {
      chosen: view.namespace,
      current: hopOf(view)?.namespace,
      choose: (namespace) => panel.dispatch({ type: 'namespace', namespace }),
      found: (id) => found.ids.has(id),
    };
    drawRooms(layer('rooms'), layout.rooms, context);
    drawTiles(layer('tiles'), layout.rooms, context);
    drawBadges(layer('badges'), layout.rooms);
    drawCables(layer('cables'), layout.cables, way, subnets.ofWire);
    drawStubs(layer('stubs'), layout.stubs, way, subnets.ofWire);
    drawDevices(layer('devices'), layout.devices, {
      ...way,
      reveal: panel.reveal,
      subnetOf: subnets.ofAddress,
      found: (id) => found.ids.has(id),
    });
    this.dots.draw(layer('dots'), dotsOf(view, layout), this.goesOn(view) ? TRAVEL / view.speed : 0);
    drawTools(head, view, { panel, viewport: this.viewport, layout, found });
    drawLegend(place, subnets);
    this.twin.draw(place, topology, panel);
  }

  /** True for the moment after the one drawn last: then the dots travel, unless the reader wants no motion. */
  private goesOn(view: View): boolean {
    const before = this.drawn;
    const frame = momentOf(view)?.frame;
    this.drawn = { scene: view.scene, frame };
    const next = before?.frame !== undefined && frame === before.frame + 1;
    return before?.scene === view.scene && next && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  private layoutFor({ scene, unfolded }: View): TopologyLayout {
    // In steps, so that dragging the panel's edge does not rearrange the rooms all the time.
    const width = Math.max(360, Math.floor(this.space / 40) * 40);
    const height = Math.floor(mostHeight() / 80) * 80;
    const of = [scene!.topology, scene!.journey, unfolded, width, height];
    if (this.laid === undefined || of.some((each, index) => each !== this.laid!.of[index])) {
      const keep = unfolded ? undefined : involvedIn(scene!.journey);
      // While a lab grows, its rooms keep their places; another lab or frame is laid out from scratch.
      const lab = `${scene!.uri} ${width} ${height} ${unfolded}`;
      const before = this.laid?.lab === lab ? this.laid.layout : undefined;
      this.laid = { of, lab, layout: layoutTopology(scene!.topology, { width, height }, keep, before) };
    }
    return this.laid.layout;
  }
}

function frameIn(place: Place): Place<HTMLDivElement> {
  return part<HTMLDivElement, unknown>(place, 'div', 'drawing').attr('data-testid', 'topology');
}
