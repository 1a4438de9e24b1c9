import type { LinkEdge } from '../../src/protocol/scene.ts';

/** Width that one wire takes where it passes between two rooms. */
export const PASS_WIDTH = 9;
/** Between the wire that passes next to a room and that room's wall. */
const PASS_MARGIN = 9;

/** A gap left of, between or right of the rooms of a row. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** A wire between two rows. */
export interface Crossing {
  readonly link: LinkEdge;
  readonly upper: { readonly row: number; readonly x: number };
  readonly lower: { readonly row: number; readonly x: number };
}

/**
 * The wires that pass a gap. Those to rooms right of it keep left, the one that goes furthest down outermost, so that it
 * runs straight while the others turn off beside it; those to rooms left of it keep right likewise.
 */
export interface Passing {
  readonly keepLeft: readonly LinkEdge[];
  readonly keepRight: readonly LinkEdge[];
}

/** By row: what passes each of its gaps. */
export type Passes = ReadonlyMap<number, readonly Passing[]>;

/** Lets every wire that skips rows pass each of them beside the column it leads to, on the outer side of the drawing. */
export function passesOf(crossings: readonly Crossing[], rows: readonly (readonly Gap[])[]): Passes {
  const passes = new Map<number, Crossing[][]>();
  for (const crossing of crossings) {
    for (let row = crossing.upper.row + 1; row < crossing.lower.row; row += 1) {
      const gaps = rows[row]!;
      const lists = passes.get(row) ?? gaps.map(() => []);
      lists[gapFor(gaps, crossing.lower.x)]!.push(crossing);
      passes.set(row, lists);
    }
  }
  return new Map(
    [...passes].map(([row, lists]) => [row, lists.map((list, gap) => passing(list, middle(rows[row]![gap]!)))]),
  );
}

function passing(crossings: readonly Crossing[], at: number): Passing {
  const deepestFirst = [...crossings].sort((a, b) => b.lower.row - a.lower.row);
  const links = (right: boolean) => deepestFirst.filter(({ lower }) => lower.x >= at === right).map(({ link }) => link);
  return { keepLeft: links(true), keepRight: links(false) };
}

/** The gap nearest to a place, the outer one of two that are about as near. */
function gapFor(gaps: readonly Gap[], x: number): number {
  const centre = (gaps[0]!.from + gaps.at(-1)!.to) / 2;
  const outward = x <= centre ? -30 : 30;
  const distances = gaps.map((gap) => Math.abs(middle(gap) - x - outward));
  return distances.indexOf(Math.min(...distances));
}

const middle = ({ from, to }: Gap) => (from + to) / 2;

/** Room that the wires through a gap take. */
export function passWidth({ keepLeft, keepRight }: Passing): number {
  return (keepLeft.length + keepRight.length) * PASS_WIDTH;
}

/** Where a wire passes a row. */
export function passAt(gaps: readonly Gap[], passes: readonly Passing[], link: LinkEdge): number {
  for (const [index, { keepLeft, keepRight }] of passes.entries()) {
    const { from, to } = gaps[index]!;
    const [left, right] = [keepLeft.indexOf(link), keepRight.indexOf(link)];
    if (left >= 0) return from + PASS_MARGIN + left * PASS_WIDTH;
    if (right >= 0) return to - PASS_MARGIN - right * PASS_WIDTH;
  }
  return gaps[0]!.from;
}
