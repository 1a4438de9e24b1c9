import type { NamespaceNode } from '../../src/protocol/scene.ts';
import type { PlacedDevice, Shape, Wall } from './device.ts';
import { type Box, centre, moved, type Point } from './geometry.ts';
import {
  BADGE_WIDTH,
  type Column,
  GAP,
  PADDING,
  type RoomPlan,
  rowWidth,
  STUB,
  stacked,
  TITLE_HEIGHT,
} from './room.ts';
import type { Tile } from './tiles.ts';

/** The wire between a switch and one of its ports, or between a device and the one built upon it, inside a room. */
export interface Stub {
  readonly port: string;
  readonly bridge: string;
  readonly from: Point;
  readonly to: Point;
}

/** A room with its place, and all that stands in it. */
export interface PlacedRoom extends Box {
  readonly node: NamespaceNode;
  readonly title: string;
  readonly titleAt: Point;
  readonly badgeAt: Point | undefined;
  readonly devices: readonly PlacedDevice[];
  readonly stubs: readonly Stub[];
  /** The namespaces of a group. */
  readonly tiles: readonly Tile[];
}

/** Furnishes a room at its place; it may be higher than its plan asks for. */
export function placeRoom(plan: RoomPlan, box: Box): PlacedRoom {
  const { left, right, columns } = plan;
  const side = (shapes: readonly Shape[]) => (shapes.length > 0 ? Math.max(...shapes.map((s) => s.width)) + GAP : 0);
  const start = box.x + PADDING + side(left);
  const end = box.x + box.width - PADDING - side(right);
  const titleTop = plan.titleBeside ? box.y + (box.height - TITLE_HEIGHT) / 2 : box.y + headOf(plan);
  const titleAt = { x: start, y: titleTop + 14 };
  const heads = placeTitle(plan, titleAt);

  const inner = columns.reduce((sum, { width }) => sum + width, 0) + GAP * Math.max(0, columns.length - 1);
  const from = plan.titleBeside ? heads.end + GAP * 2 : start;
  let x = from + Math.max(0, (end - from - inner) / 2);
  const placed = columns.map((column) => {
    const result = placeColumn(plan, column, x, box);
    x += column.width + GAP;
    return result;
  });
  const devices = [
    ...heads.chips,
    ...placeSide(left, 'left', box),
    ...placeSide(right, 'right', box),
    ...placed.flatMap((column) => column.devices),
  ];
  const stubs = placed.flatMap((column) => column.stubs);
  return {
    ...box,
    node: plan.node,
    title: plan.title,
    titleAt,
    badgeAt: heads.badgeAt,
    devices,
    stubs: [...stubs, ...stackedStubs(devices, stubs)],
    tiles: placeTiles(plan, start, end, box),
  };
}

function placeTiles({ block, ...plan }: RoomPlan, start: number, end: number, box: Box): Tile[] {
  const x = start + Math.max(0, (end - start - block.width) / 2);
  const y = box.y + headOf(plan) + TITLE_HEIGHT + GAP / 2;
  return block.tiles.map((tile) => moved(tile, x, y));
}

/** From devices to those they are built upon in the same room, where no bar joins them already. */
function stackedStubs(devices: readonly PlacedDevice[], stubs: readonly Stub[]): Stub[] {
  const byId = new Map(devices.map((device) => [device.device.id, device]));
  return devices.flatMap((upper): Stub[] => {
    const { id, lower: below } = upper.device;
    const lower = below === undefined ? undefined : byId.get(below);
    if (lower === undefined || stubs.some(({ port, bridge }) => port === id && bridge === below)) return [];
    return [{ port: id, bridge: lower.device.id, ...shortest(lower, upper) }];
  });
}

/** The straight line between the facing edges of two boxes. */
export function shortest(a: Box, b: Box): { readonly from: Point; readonly to: Point } {
  const [from, to] = [centre(a), centre(b)];
  if (a.y + a.height <= b.y) return { from: { x: from.x, y: a.y + a.height }, to: { x: to.x, y: b.y } };
  if (b.y + b.height <= a.y) return { from: { x: from.x, y: a.y }, to: { x: to.x, y: b.y + b.height } };
  const right = from.x < to.x;
  return {
    from: { x: right ? a.x + a.width : a.x, y: from.y },
    to: { x: right ? b.x : b.x + b.width, y: to.y },
  };
}

const headOf = ({ topHeight }: Pick<RoomPlan, 'topHeight'>) => (topHeight > 0 ? topHeight + GAP : GAP);

/** The badge and the chips behind the title. */
function placeTitle(plan: RoomPlan, at: Point) {
  let x = at.x + plan.titleWidth;
  const badgeAt = plan.badge ? { x: x + GAP, y: at.y - 12 } : undefined;
  if (plan.badge) x += BADGE_WIDTH + GAP;
  const chips = plan.chips.map((shape): PlacedDevice => {
    const box = { x: x + GAP, y: at.y - 12, width: shape.width, height: shape.height };
    x += shape.width + GAP;
    return { ...shape, ...box, wall: 'inside', plug: centre(box) };
  });
  return { badgeAt, chips, end: x };
}

function placeColumn(plan: RoomPlan, column: Column, x: number, box: Box) {
  const middle = box.y + headOf(plan) + (plan.titleBeside ? 0 : TITLE_HEIGHT + GAP / 2);
  const top = placeRow(column.top, 'top', x, column.width, box.y, box);
  const onTop = column.inside.some(({ device }) => column.top.some((shape) => shape.device.id === device.lower));
  const inside = placeRow(column.inside, 'inside', x, column.width, middle + (onTop ? STUB : 0), box);
  const floor = box.y + box.height;
  const bottom = placeRow(column.bottom, 'bottom', x, column.width, floor, box);
  if (!column.bar) return { devices: [...top, ...inside, ...bottom], stubs: [] };

  const barTop = middle + (column.top.length > 0 ? STUB - GAP : 0);
  const barBox = { x, y: barTop, width: column.width, height: column.bar.height };
  const bar: PlacedDevice = { ...column.bar, ...barBox, wall: 'inside', plug: centre(barBox) };
  const stub = (port: PlacedDevice): Stub => {
    const at = centre(port).x;
    const above = port.wall === 'top';
    return {
      port: port.device.id,
      bridge: bar.device.id,
      from: { x: at, y: above ? barBox.y : barBox.y + barBox.height },
      to: { x: at, y: above ? port.y + port.height : port.y },
    };
  };
  return { devices: [bar, ...top, ...bottom], stubs: [...top, ...bottom].map(stub) };
}

/** A row of devices, centred in its column, hanging from the ceiling, standing on the floor, or beginning at `y`. */
function placeRow(shapes: readonly Shape[], wall: Wall, x: number, width: number, y: number, room: Box) {
  let at = x + (width - rowWidth(shapes)) / 2;
  return shapes.map((shape): PlacedDevice => {
    const box = {
      x: at,
      y: wall === 'bottom' ? y - shape.height : y,
      width: shape.width,
      height: shape.height,
    };
    at += shape.width + GAP;
    const middle = centre(box);
    const plug =
      wall === 'top'
        ? { x: middle.x, y: room.y }
        : wall === 'bottom'
          ? { x: middle.x, y: room.y + room.height }
          : middle;
    return { ...shape, ...box, wall, plug };
  });
}

/** Devices on a side wall, around half the height, so that wires between rooms of one row run straight. */
function placeSide(shapes: readonly Shape[], wall: 'left' | 'right', room: Box): PlacedDevice[] {
  let y = room.y + (room.height - stacked(shapes)) / 2;
  return shapes.map((shape) => {
    const x = wall === 'left' ? room.x : room.x + room.width - shape.width;
    const box = { x, y, width: shape.width, height: shape.height };
    y += shape.height + GAP;
    return { ...shape, ...box, wall, plug: { x: wall === 'left' ? room.x : room.x + room.width, y: centre(box).y } };
  });
}
