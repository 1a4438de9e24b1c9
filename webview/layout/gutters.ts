import type { LinkEdge } from '../../src/protocol/scene.ts';

/** Width that one wire takes where it passes between two rooms. */
export const PASS_WIDTH = 9;

/** A row as far as wires that pass it are concerned: the middles of the gaps left of, between and right of its rooms. */
export interface Gaps {
  readonly middles: readonly number[];
}

/** A wire between two rows. */
export interface Crossing {
  readonly link: LinkEdge;
  readonly upper: { readonly row: number; readonly x: number };
  readonly lower: { readonly row: number; readonly x: number };
}

/** Which wires pass which gap of which row, in order from the left. */
export type Passes = ReadonlyMap<number, readonly (readonly LinkEdge[])[]>;

/** Lets every wire that skips rows pass each of them through the gap nearest to its straight line. */
export function passesOf(crossings: readonly Crossing[], rows: readonly Gaps[]): Passes {
  const passes = new Map<number, { readonly link: LinkEdge; readonly x: number }[][]>();
  for (const { link, upper, lower } of crossings) {
    for (let row = upper.row + 1; row < lower.row; row += 1) {
      const { middles } = rows[row]!;
      const gap = nearest(middles, lower.x);
      const lists = passes.get(row) ?? middles.map(() => []);
      lists[gap]!.push({ link, x: upper.x + lower.x });
      passes.set(row, lists);
    }
  }
  const ordered = ([row, lists]: [number, { link: LinkEdge; x: number }[][]]) =>
    [row, lists.map((list) => list.sort((a, b) => a.x - b.x).map(({ link }) => link))] as const;
  return new Map([...passes].map(ordered));
}

function nearest(middles: readonly number[], x: number): number {
  let best = 0;
  for (const [index, middle] of middles.entries()) {
    if (Math.abs(middle - x) < Math.abs(middles[best]! - x)) best = index;
  }
  return best;
}
