/** A stretch of lines that differs: those of the first text from `from` to `to`, those of the second likewise, from 0 on, `to` behind the last. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** As many steps are taken at most: beyond, what is left differs as a whole. */
const MOST_EDITS = 4_000;

/**
 * Where two lists of lines differ, by the shortest script of insertions and deletions (Myers, "An O(ND) Difference Algorithm
 * and Its Variations").
 */
export function compareLines(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const pairs = commonLines(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const hunks: Hunk[] = [];
  let [x, y] = [start, start];
  for (const [left, right] of [
    ...pairs.map(([i, j]) => [i + start, j + start] as const),
    [a.length - end, b.length - end] as const,
  ]) {
    if (left > x || right > y) hunks.push({ from: x, to: left, newFrom: y, newTo: right });
    [x, y] = [left + 1, right + 1];
  }
  return hunks;
}

/** The pairs of places of lines that stay. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, MOST_EDITS); d += 1) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return pathOf(trace, a.length, b.length);
    }
    furthest = new Map(furthest);
  }
  return [];
}

function pathOf(trace: readonly Map<number, number>[], n: number, m: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const furthest = trace[d] as Map<number, number>;
    const k = x - y;
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const beforeX = d === 0 ? 0 : (furthest.get(before) ?? 0);
    const beforeY = d === 0 ? 0 : beforeX - before;
    while (x > beforeX && y > beforeY) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    [x, y] = [beforeX, beforeY];
  }
  return pairs.reverse();
}
