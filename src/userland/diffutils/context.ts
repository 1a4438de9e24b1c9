import { type Group, type Lines, marked } from './groups.ts';
import type { Hunk } from './lines.ts';

/** A group of hunks as `diff -c` shows it: the old lines, then the new ones; a side without a difference is left out. */
export function contextGroup([a, b]: Lines, { hunks, from, to, newFrom, newTo }: Group): string {
  const isChanged = ({ from: start, to: end }: Hunk) => end > start;
  const isNew = ({ newFrom: start, newTo: end }: Hunk) => end > start;
  let text = `***************\n*** ${range(from, to)} ****\n`;
  if (hunks.some(isChanged)) {
    let at = from;
    for (const hunk of hunks) {
      text += marked('  ', a, at, hunk.from) + marked(isNew(hunk) ? '! ' : '- ', a, hunk.from, hunk.to);
      at = hunk.to;
    }
    text += marked('  ', a, at, to);
  }
  text += `--- ${range(newFrom, newTo)} ----\n`;
  if (!hunks.some(isNew)) return text;
  let at = newFrom;
  for (const hunk of hunks) {
    text += marked('  ', b, at, hunk.newFrom) + marked(isChanged(hunk) ? '! ' : '+ ', b, hunk.newFrom, hunk.newTo);
    at = hunk.newTo;
  }
  return text + marked('  ', b, at, newTo);
}

function range(start: number, end: number): string {
  return end - start > 1 ? `${start + 1},${end}` : String(end);
}
