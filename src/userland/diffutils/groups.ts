import type { Hunk } from './lines.ts';

/** The lines of two texts; behind the last newline comes an empty one. */
export type Lines = readonly [readonly string[], readonly string[]];

/** Hunks that are shown together, with the lines around them: those of both texts from `from` to `to`. */
export interface Group {
  readonly hunks: readonly Hunk[];
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

const NO_NEWLINE = '\\ No newline at end of file\n';

/** How many lines a text has, and whether the last one lacks its end. */
export function countOf(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** Lines with a mark in front of each. */
export function marked(mark: string, lines: readonly string[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) {
    text += `${mark}${lines[at]}\n`;
    if (at === lines.length - 1) text += NO_NEWLINE;
  }
  return text;
}

/** Hunks whose context meets, together, with up to `context` lines before and behind. */
export function grouped([a, b]: Lines, hunks: readonly Hunk[], context: number): readonly Group[] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && hunk.from - last.to <= 2 * context) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
  }
  return groups.map((group) => {
    const [first, last] = [group[0] as Hunk, group.at(-1) as Hunk];
    const before = Math.min(first.from, first.newFrom, context);
    const after = Math.min(countOf(a) - last.to, countOf(b) - last.newTo, context);
    return {
      hunks: group,
      from: first.from - before,
      newFrom: first.newFrom - before,
      to: last.to + after,
      newTo: last.newTo + after,
    };
  });
}
