/** Where two texts differ: from `start` to an end in each. What comes before and behind is the same. */
export interface ChangedPart {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Characters compared at once: texts are long, edits are few. */
const BLOCK = 4096;

/** Compares two versions of a text. */
export function changedPart(a: string, b: string): ChangedPart {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start + BLOCK < shorter && a.slice(start, start + BLOCK) === b.slice(start, start + BLOCK)) start += BLOCK;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let same = 0;
  const endOf = (text: string) => text.slice(text.length - same - BLOCK, text.length - same);
  while (same < shorter - start - BLOCK && endOf(a) === endOf(b)) same += BLOCK;
  while (same < shorter - start && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same += 1;
  return { start, oldEnd: a.length - same, newEnd: b.length - same };
}
