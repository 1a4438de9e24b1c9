import type { Component } from './component.ts';
import type { Rows } from './rows.ts';

/** A connected part with the rows that its rooms stand in. */
export interface Part extends Component {
  readonly arranged: Rows;
}

/** Shelves from above, the parts on each from the left. */
export type Shelves = readonly (readonly Part[])[];

/** Space between parts. */
export const PART_GAP = 26;

/**
 * Puts the parts side by side on shelves, in order. Parts that stood on shelves before stay on theirs, a part that grew
 * together from several on the first of these; what is new comes last. Only what no longer fits moves on to a shelf below.
 */
export function shelve(parts: readonly Part[], limit: number, before: Shelves = []): Part[][] {
  const places = new Map(
    before.flatMap((shelf, index) =>
      shelf.flatMap(({ rooms }, place) => rooms.map(({ node }) => [node.id, { shelf: index, place }] as const)),
    ),
  );
  const last = Math.max(0, before.length - 1);
  const homed = parts.map((part) => {
    const known = part.rooms.flatMap(({ node }) => places.get(node.id) ?? []);
    const first = known.sort((a, b) => a.shelf - b.shelf || a.place - b.place)[0];
    return { part, ...(first ?? { shelf: last, place: Number.POSITIVE_INFINITY }) };
  });
  // Stable: new parts keep the order in which they were made.
  homed.sort((a, b) => a.shelf - b.shelf || (a.place === b.place ? 0 : a.place - b.place));
  const indices = [...new Set(homed.map(({ shelf }) => shelf))];
  const shelves = indices.map((index) => homed.filter(({ shelf }) => shelf === index).map(({ part }) => part));
  return shelves.flatMap((shelf) => filled(shelf, limit));
}

/** Breaks a shelf where the width is used up. */
function filled(parts: readonly Part[], limit: number): Part[][] {
  const shelves: Part[][] = [];
  let x = 0;
  for (const part of parts) {
    if (shelves.length === 0 || x + part.width > limit) {
      shelves.push([]);
      x = 0;
    }
    shelves.at(-1)!.push(part);
    x += part.width + PART_GAP;
  }
  return shelves;
}
