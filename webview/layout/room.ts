import type { DeviceNode, NamespaceNode } from '../../src/protocol/scene.ts';
import { cardOf, chipOf, isBar, isPlainLoopback, jackOf, type Shape, switchOf, type Wall } from './device.ts';
import { membersOf } from './fold.ts';
import { shortened, titleWidth } from './text.ts';
import { type TileBlock, tilesOf } from './tiles.ts';

/** A device and the wall it is mounted on. */
export interface Seat {
  readonly device: DeviceNode;
  readonly wall: Wall;
}

/** Devices that stand above each other: those of a switch with its bar, or those without a master. */
export interface Column {
  readonly bar: Shape | undefined;
  readonly top: readonly Shape[];
  readonly inside: readonly Shape[];
  readonly bottom: readonly Shape[];
  readonly width: number;
}

/** A room's inner plan: what stands in it, and how much space that takes. */
export interface RoomPlan {
  readonly node: NamespaceNode;
  readonly title: string;
  readonly titleWidth: number;
  /** The title stands in a column of its own where wires inside the room would cross it. */
  readonly titleBeside: boolean;
  readonly badge: boolean;
  readonly chips: readonly Shape[];
  readonly left: readonly Shape[];
  readonly right: readonly Shape[];
  readonly columns: readonly Column[];
  /** The namespaces of a group. */
  readonly block: TileBlock;
  readonly topHeight: number;
  readonly middleHeight: number;
  readonly bottomHeight: number;
  readonly width: number;
  readonly height: number;
}

export const PADDING = 10;
export const GAP = 8;
export const TITLE_HEIGHT = 20;
/** Length of the wire between a switch's bar and its ports. */
export const STUB = 14;
export const BADGE_WIDTH = 64;
/** Kept free behind the title, for the dot of a packet that is in the room. */
const DOT_SPACE = 26;
const TITLE_LIMIT = 26;
const LEAST_WIDTH = 96;

/** Plans a room whose cards should not be wider than `limit` in all: ports of a switch become jacks where they would be. */
export function planRoom(node: NamespaceNode, seats: readonly Seat[], limit: number): RoomPlan {
  const block = tilesOf(membersOf(node), limit - 2 * PADDING);
  const roomy = planWith(node, seats, block, cardOf);
  return roomy.width <= limit ? roomy : planWith(node, seats, block, jackOf);
}

function planWith(
  node: NamespaceNode,
  seats: readonly Seat[],
  block: TileBlock,
  portOf: (device: DeviceNode) => Shape,
): RoomPlan {
  const chips = seats.filter(({ device }) => isPlainLoopback(device)).map(({ device }) => chipOf(device));
  const devices = seats.filter(({ device }) => !isPlainLoopback(device));
  const on = (wall: Wall) => devices.filter((seat) => seat.wall === wall).map(({ device }) => cardOf(device));
  const [left, right] = [on('left'), on('right')];
  const columns = columnsOf(devices, portOf);

  const title = shortened(node.name, TITLE_LIMIT);
  // A room with one way in and out has nothing to forward: saying so in each would only be noise.
  const badge = node.forwards && node.kind !== 'internet' && devices.length > 1;
  const marks = (badge ? BADGE_WIDTH + GAP : 0) + sum(chips.map(({ width }) => width + GAP));
  const titleSpan = titleWidth(title) + marks + DOT_SPACE;
  const hangs = (upper: Shape) => on('top').some(({ device }) => device.id === upper.device.lower);
  const titleBeside = columns.some(
    ({ bar, top, inside }) => top.length > 0 && (bar !== undefined || inside.some(hangs)),
  );

  const topHeight = highest(columns.flatMap(({ top }) => top));
  const bottomHeight = highest(columns.flatMap(({ bottom }) => bottom));
  const middleHeight = Math.max(block.height, ...columns.map(middleOf));
  const inner = sum(columns.map(({ width }) => width)) + GAP * Math.max(0, columns.length - 1);
  const core = titleBeside ? titleSpan + GAP * 2 + inner : Math.max(titleSpan, inner, block.width);
  const side = (shapes: readonly Shape[]) => (shapes.length > 0 ? widest(shapes) + GAP : 0);
  const width = Math.max(LEAST_WIDTH, core + side(left) + side(right) + PADDING * 2);
  const titleSpace = titleBeside ? 0 : TITLE_HEIGHT + GAP / 2;
  const head = topHeight > 0 ? topHeight + GAP : GAP;
  const body = head + titleSpace + (middleHeight > 0 ? middleHeight + GAP : 0);
  const height = Math.max(
    body + (bottomHeight > 0 ? bottomHeight + GAP / 2 : 0),
    stacked(left) + PADDING * 2,
    stacked(right) + PADDING * 2,
    titleBeside ? TITLE_HEIGHT + PADDING * 2 : 0,
  );
  return {
    node,
    title,
    titleWidth: titleWidth(title),
    titleBeside,
    badge,
    chips,
    left,
    right,
    columns,
    block,
    topHeight,
    middleHeight,
    bottomHeight,
    width,
    height,
  };
}

/** One column for devices without a master, one for each switch, bond or VRF with its ports. */
function columnsOf(seats: readonly Seat[], portOf: (device: DeviceNode) => Shape): Column[] {
  const bridges = seats.filter(({ device }) => isBar(device));
  // A VLAN of a bridge or a bond stands with its ports.
  const isPortOf = (bridge: string) => (seat: Seat) =>
    seat.device.master === bridge || (seat.device.lower === bridge && seat.device.master === undefined);
  const ported = new Set(bridges.flatMap(({ device }) => seats.filter(isPortOf(device.id))));
  const loose = seats.filter((seat) => !ported.has(seat) && !bridges.includes(seat));
  const free = columnOf(undefined, loose, cardOf);
  const columns = [
    ...(free.width > 0 ? [free] : []),
    ...bridges.map(({ device }) => columnOf(device, seats.filter(isPortOf(device.id)), portOf)),
  ];
  // Seats come in the order of what their wires lead to; so do the columns, that wires cross little.
  const places = new Map(seats.map(({ device }, index) => [device.id, index]));
  const placeOf = ({ top, bottom }: Column) => {
    const wired = [...top, ...bottom].map(({ device }) => places.get(device.id)!);
    return wired.length === 0 ? -1 : sum(wired) / wired.length;
  };
  return columns.sort((a, b) => placeOf(a) - placeOf(b));
}

function columnOf(
  bridge: DeviceNode | undefined,
  seats: readonly Seat[],
  shapeOf: (device: DeviceNode) => Shape,
): Column {
  const on = (wall: Wall) => seats.filter((seat) => seat.wall === wall).map(({ device }) => shapeOf(device));
  const bar = bridge && switchOf(bridge);
  // A port without a wire stands below its switch, as the wired ones do.
  const [top, inside, bottom] = bar
    ? [on('top'), [], [...on('bottom'), ...on('inside')]]
    : [on('top'), on('inside'), on('bottom')];
  const width = Math.max(bar?.width ?? 0, rowWidth(top), rowWidth(inside), rowWidth(bottom));
  return { bar, top, inside, bottom, width };
}

function middleOf({ bar, top, inside, bottom }: Column): number {
  if (!bar) return highest(inside) + (inside.some(({ device }) => device.lower !== undefined) ? STUB : 0);
  return bar.height + (top.length > 0 ? STUB - GAP : 0) + (bottom.length > 0 ? STUB - GAP : 0);
}

export const rowWidth = (shapes: readonly Shape[]): number =>
  sum(shapes.map(({ width }) => width)) + GAP * Math.max(0, shapes.length - 1);
export const stacked = (shapes: readonly Shape[]): number =>
  sum(shapes.map(({ height }) => height)) + GAP * Math.max(0, shapes.length - 1);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const highest = (shapes: readonly Shape[]) => Math.max(0, ...shapes.map(({ height }) => height));
const widest = (shapes: readonly Shape[]) => Math.max(0, ...shapes.map(({ width }) => width));
