import type { PlacedRoom } from '../layout/place-room.ts';
import { BADGE_WIDTH } from '../layout/room.ts';
import { TITLE_SIZE, titleWidth } from '../layout/text.ts';
import { type Place, part, rows } from './selection.ts';

/** The largest size that a room's name is written in from far away, in pixels; drawing-tools.css has it, too. */
const FAR_TITLE_SIZE = 22;

/** What a room does when chosen. */
export interface RoomContext {
  readonly chosen: string | undefined;
  readonly current: string | undefined;
  readonly choose: (namespace: string) => void;
  /** True for what the reader looks for. */
  readonly found: (namespace: string) => boolean;
}

/** Namespaces as rooms, each a button that shows its tables. */
export function drawRooms(layer: Place<SVGGElement>, rooms: readonly PlacedRoom[], context: RoomContext): void {
  const marks = rows<SVGGElement, PlacedRoom>(layer, 'g', 'room', rooms, ({ node }) => node.id)
    .attr('data-namespace', ({ node }) => node.id)
    .attr('data-kind', ({ node }) => node.kind)
    .attr('role', 'button')
    .attr('tabindex', 0)
    .attr('aria-pressed', ({ node }) => String(node.id === context.chosen))
    .attr('aria-label', describe)
    .classed('chosen', ({ node }) => node.id === context.chosen)
    .classed('current', ({ node }) => node.id === context.current)
    .classed('group', ({ tiles }) => tiles.length > 0)
    .classed('found', ({ node }) => context.found(node.id))
    .on('click', (_, { node, tiles }) => context.choose(tiles[0]?.node.id ?? node.id))
    .on('keydown', (event: KeyboardEvent, { node }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      context.choose(node.id);
    });
  part<SVGRectElement, PlacedRoom>(marks, 'rect', 'walls')
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height)
    .attr('rx', ({ node }) => (node.kind === 'internet' ? 14 : 5));
  part<SVGTextElement, PlacedRoom>(marks, 'text', 'name')
    .attr('x', ({ titleAt }) => titleAt.x)
    .attr('y', ({ titleAt }) => titleAt.y)
    .style('--nl-fit', largest)
    .text(({ title }) => title);
}

/** The largest size of a room's name at which it stays within its walls, for a drawing seen from far away; null where any does. */
function largest({ x, width, title, titleAt }: PlacedRoom): string | null {
  const size = Math.floor(((x + width - titleAt.x) / titleWidth(title)) * TITLE_SIZE);
  return size < FAR_TITLE_SIZE ? `${Math.max(TITLE_SIZE, size)}px` : null;
}

/** Marks rooms that forward. Apart from the rooms themselves, whose label says it to screen readers. */
export function drawBadges(layer: Place<SVGGElement>, rooms: readonly PlacedRoom[]): void {
  const forwarding = rooms.filter(({ badgeAt }) => badgeAt !== undefined);
  const badges = rows<SVGGElement, PlacedRoom>(layer, 'g', 'badge', forwarding, ({ node }) => node.id)
    .attr('aria-hidden', 'true')
    .attr('transform', ({ badgeAt }) => `translate(${badgeAt!.x},${badgeAt!.y})`);
  part<SVGRectElement, PlacedRoom>(badges, 'rect', 'plate').attr('width', BADGE_WIDTH).attr('height', 16).attr('rx', 8);
  part<SVGTextElement, PlacedRoom>(badges, 'text', 'word')
    .attr('x', BADGE_WIDTH / 2)
    .attr('y', 11.5)
    .text('forwards');
  part<SVGTitleElement, PlacedRoom>(badges, 'title', 'why').text('net.ipv4.ip_forward is 1');
}

function describe({ node, devices, tiles }: PlacedRoom): string {
  if (tiles.length > 0) return `${tiles.length} namespaces: ${tiles.map((tile) => tile.node.name).join(', ')}`;
  const names = devices.map(({ device }) => device.name).join(', ');
  const what = node.kind === 'internet' ? 'The Internet' : `Namespace ${node.name}`;
  return `${what}${node.forwards ? ', forwards' : ''}, devices: ${names || 'none'}. Show its tables`;
}
