import type { PlacedRoom } from '../layout/place-room.ts';
import { TILE_SIZE, type Tile } from '../layout/tiles.ts';
import type { RoomContext } from './room.ts';
import { type Place, part, rows } from './selection.ts';

/** The namespaces of a group, each by its name; choosing one shows its tables. */
export function drawTiles(layer: Place<SVGGElement>, rooms: readonly PlacedRoom[], context: RoomContext): void {
  const tiles = rooms.flatMap((room) => room.tiles);
  const marks = rows<SVGGElement, Tile>(layer, 'g', 'tile', tiles, ({ node }) => node.id)
    .attr('data-namespace', ({ node }) => node.id)
    .attr('role', 'button')
    .attr('tabindex', -1)
    .attr('aria-pressed', ({ node }) => String(node.id === context.chosen))
    .attr('aria-label', ({ node }) => `Namespace ${node.name}. Show its tables`)
    .classed('chosen', ({ node }) => node.id === context.chosen)
    .classed('current', ({ node }) => node.id === context.current)
    .classed('found', ({ node }) => context.found(node.id))
    .attr('transform', ({ x, y }) => `translate(${x},${y})`)
    .on('click', (_, { node }) => context.choose(node.id));
  part<SVGRectElement, Tile>(marks, 'rect', 'body')
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
    .attr('rx', 3);
  part<SVGTextElement, Tile>(marks, 'text', 'name')
    .attr('x', ({ width }) => width / 2)
    .attr('y', 12)
    .attr('font-size', TILE_SIZE)
    .text(({ title }) => title);
  part<SVGTitleElement, Tile>(marks, 'title', 'why').text(({ node }) => node.name);
}
