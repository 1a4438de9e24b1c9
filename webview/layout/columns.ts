import type { Passes } from './gutters.ts';
import { passWidth } from './gutters.ts';
import { ROOM_GAP, type Row, type Rows, WIRE_GAP } from './rows.ts';

/** How wide a row's rooms and gaps are. There is a gap before, between and behind the rooms. */
export interface RowWidths {
  readonly rooms: readonly number[];
  readonly gaps: readonly number[];
  readonly total: number;
  /** One of several rows of a rank: those keep their columns, and are not moved one by one. */
  readonly grid: boolean;
}

/** Rooms whose widths differ by more than this factor do not make a grid. */
const ALIKE = 1.3;

/** Widths row by row; the rows of one rank get the same where rooms are alike, so that they stand in columns. */
export function widthsOf(rows: Rows, wired: ReadonlySet<string>, passes: Passes): RowWidths[] {
  const own = rows.map((row, index) => ({ row, rooms: row.plans.map(({ width }) => width), gaps: gapsOf(row, index) }));
  return own.map(({ row, rooms, gaps }) => {
    const peers = own.filter((other) => other.row.rank === row.rank);
    const all = peers.flatMap((peer) => peer.rooms);
    const widest = Math.max(...all);
    const grid = peers.length > 1 && widest <= Math.min(...all) * ALIKE;
    const longest = Math.max(...peers.map((peer) => peer.rooms.length));
    const gapAt = (index: number) => Math.max(...peers.map((peer) => peer.gaps[index] ?? 0));
    const sized = grid ? rooms.map(() => widest) : rooms;
    const spaced = grid ? gaps.map((_, index) => gapAt(index)) : gaps;
    const missing = grid ? range(rooms.length, longest).reduce((sum, at) => sum + widest + gapAt(at + 1), 0) : 0;
    return { rooms: sized, gaps: spaced, total: sumOf(sized) + sumOf(spaced) + missing, grid };
  });

  function gapsOf({ plans }: Row, index: number): number[] {
    const wires = passes.get(index) ?? [];
    return range(0, plans.length + 1).map((gap) => {
      const outer = gap === 0 || gap === plans.length;
      const joined = !outer && wired.has(`${plans[gap - 1]!.node.id} ${plans[gap]!.node.id}`);
      const passing = wires[gap] ? passWidth(wires[gap]) : 0;
      const margin = outer ? (passing > 0 ? ROOM_GAP / 2 : 0) : joined ? WIRE_GAP : ROOM_GAP;
      return margin + passing;
    });
  }
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
