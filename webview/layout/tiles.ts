import type { NamespaceNode } from '../../src/protocol/scene.ts';
import type { Box } from './geometry.ts';
import { monoWidth, shortened } from './text.ts';

/** A namespace within a group: its name and nothing more. */
export interface Tile extends Box {
  readonly node: NamespaceNode;
  readonly title: string;
}

/** Tiles in rows, from the origin of the block that they form. */
export interface TileBlock {
  readonly tiles: readonly Tile[];
  readonly width: number;
  readonly height: number;
}

export const TILE_SIZE = 10;
const HEIGHT = 17;
const GAP = 4;
const NAME_LIMIT = 16;
/** A block is about this much wider than high. */
const SHAPE = 3;

/** Lays tiles out in columns of one width, in order, in a block that is not wider than `limit` unless one tile alone is. */
export function tilesOf(nodes: readonly NamespaceNode[], limit: number): TileBlock {
  const titles = nodes.map(({ name }) => shortened(name, NAME_LIMIT));
  const width = Math.max(0, ...titles.map((title) => monoWidth(title, TILE_SIZE) + 12));
  const wanted = Math.sqrt(nodes.length * (width + GAP) * (HEIGHT + GAP) * SHAPE);
  const columns = Math.max(1, Math.floor((Math.min(limit, Math.max(wanted, 160)) + GAP) / (width + GAP)));
  const tiles = nodes.map(
    (node, index): Tile => ({
      node,
      title: titles[index]!,
      x: (index % columns) * (width + GAP),
      y: Math.floor(index / columns) * (HEIGHT + GAP),
      width,
      height: HEIGHT,
    }),
  );
  const rows = Math.ceil(nodes.length / columns);
  return {
    tiles,
    width: Math.max(0, Math.min(columns, nodes.length) * (width + GAP) - GAP),
    height: Math.max(0, rows * (HEIGHT + GAP) - GAP),
  };
}
