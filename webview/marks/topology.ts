import { moveOf } from '../layout/anchors.ts';
import { layoutTopology, type TopologyLayout } from '../layout/topology.ts';
import type { Panel } from '../panel.ts';
import { hopOf, packetOf, type View } from '../view/view.ts';
import { wayOf } from '../view/way.ts';
import { drawCables, drawStubs } from './cable.ts';
import { drawDevices } from './device.ts';
import { Dot } from './dot.ts';
import { drawBadges, drawRooms } from './room.ts';
import { type Place, part } from './selection.ts';
import { drawTwin } from './topology-twin.ts';

/** A drawing wider than its place shrinks to this share of its size, then scrolls. */
const SMALLEST_SCALE = 0.72;

/** The topology with the chosen packet's way through it. Keeps the layout while the scene and the width stay. */
export class Topology {
  private readonly dot = new Dot();
  private drawn: Pick<View, 'scene' | 'packet' | 'hop'> | undefined;
  private laid: { readonly of: unknown; readonly width: number; readonly layout: TopologyLayout } | undefined;

  draw(place: Place, view: View, panel: Panel): void {
    const scene = view.scene;
    if (!scene) return;
    const frame = part<HTMLDivElement, unknown>(place, 'div', 'drawing').attr('data-testid', 'topology');
    const layout = this.layoutFor(view, frame.node()!.clientWidth);
    const packet = packetOf(view);
    const way = wayOf(scene.topology, packet, view.hop);
    const space = frame.node()!.clientWidth;
    const scale = Math.max(SMALLEST_SCALE, Math.min(1, space / layout.width));
    const rooms = scene.topology.namespaces.length;
    const svg = part<SVGSVGElement, unknown>(frame, 'svg', 'topology')
      .attr('viewBox', `0 0 ${layout.width} ${layout.height}`)
      .attr('width', Math.round(layout.width * scale))
      .attr('height', Math.round(layout.height * scale))
      .attr('role', 'group')
      .attr('aria-label', `Topology: ${rooms} namespaces, ${scene.topology.links.length} wires`)
      .attr('data-protocol', packet?.protocol ?? 'none')
      .attr('data-fate', packet?.fate ?? 'none');
    // Scrolls only where it must, and can then be reached by the keyboard.
    frame.attr('tabindex', layout.width * scale > space + 1 ? 0 : null);

    const layer = (name: string) => part<SVGGElement, unknown>(svg, 'g', name);
    drawRooms(layer('rooms'), layout.rooms, {
      chosen: view.namespace,
      current: hopOf(view)?.namespace,
      choose: (namespace) => panel.dispatch({ type: 'namespace', namespace }),
    });
    drawBadges(layer('badges'), layout.rooms);
    drawCables(layer('cables'), layout.cables, way);
    drawStubs(layer('stubs'), layout.stubs, way);
    drawDevices(layer('devices'), layout.devices, { ...way, reveal: panel.reveal });
    const move = packet && view.hop !== undefined ? moveOf(layout, packet.hops, view.hop) : undefined;
    const dropped = hopOf(view)?.verdict === 'drop';
    this.dot.draw(layer('dots'), move, dropped, this.goesOn(view));
    drawTwin(place, scene.topology, panel);
  }

  /** True for the hop after the one drawn last: then the dot travels, unless the reader wants no motion. */
  private goesOn({ scene, packet, hop }: View): boolean {
    const before = this.drawn;
    this.drawn = { scene, packet, hop };
    const next = before?.hop !== undefined && hop === before.hop + 1;
    const same = before?.scene === scene && before?.packet === packet;
    return same && next && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  private layoutFor({ scene }: View, space: number): TopologyLayout {
    // In steps, so that dragging the panel's edge does not rearrange the rooms all the time.
    const width = Math.max(360, Math.floor(space / 40) * 40);
    const of = scene!.topology;
    if (this.laid?.of !== of || this.laid.width !== width) {
      this.laid = { of, width, layout: layoutTopology(of, width) };
    }
    return this.laid.layout;
  }
}
