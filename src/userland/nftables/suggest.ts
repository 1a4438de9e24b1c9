/** How far a name may be from what was meant. */
const FAR = 3;

/** The name that is most like the one that was written, the first of equally near ones; undefined when none is near. */
export function nearest(written: string, names: readonly string[], far: number = FAR): string | undefined {
  let best: string | undefined;
  let least = far + 1;
  for (const name of names) {
    if (Math.max(name.length, written.length) <= 1) continue;
    const distance = distanceOf(written, name);
    if (distance >= least) continue;
    least = distance;
    best = name;
  }
  return best;
}

/** How many letters have to be put in, taken out or exchanged (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchange = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(exchange, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
