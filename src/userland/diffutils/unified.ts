import { type Group, type Lines, marked } from './groups.ts';

/** A group of hunks as `diff -u` shows it. */
export function unifiedGroup([a, b]: Lines, { hunks, from, to, newFrom, newTo }: Group): string {
  let text = `@@ -${range(from, to)} +${range(newFrom, newTo)} @@\n`;
  let at = from;
  for (const hunk of hunks) {
    text +=
      marked(' ', a, at, hunk.from) + marked('-', a, hunk.from, hunk.to) + marked('+', b, hunk.newFrom, hunk.newTo);
    at = hunk.to;
  }
  return text + marked(' ', a, at, to);
}

function range(start: number, end: number): string {
  const count = end - start;
  return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
}
