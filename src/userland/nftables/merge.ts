import { type Interval, type NftElement, sameKey, type Value, within } from '../../kernel/netfilter/nft/set.ts';

/**
 * Elements as a set has them: in order, equal ones once, and in sets of intervals without what another covers (nft's
 * set_automerge, list_expr_sort).
 */
export function mergeElements(elements: readonly NftElement[]): NftElement[] {
  const sorted = sortElements(elements);
  const merged: NftElement[] = [];
  for (const element of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && sameKey(last.key, element.key)) continue;
    if (last !== undefined && last.data === undefined && covers(last.key, element.key)) continue;
    merged.push(element);
  }
  return merged;
}

/** Joins intervals that touch or overlap (set_automerge). */
export function autoMerge(elements: readonly NftElement[]): NftElement[] {
  const merged: NftElement[] = [];
  for (const element of sortElements(elements)) {
    const last = merged.at(-1);
    const [a, b] = [last?.key?.[0], element.key?.[0]];
    const joined = a !== undefined && b !== undefined && element.key!.length === 1 ? join(a, b) : undefined;
    if (last === undefined || joined === undefined) merged.push(element);
    else merged[merged.length - 1] = { ...last, key: [joined] };
  }
  return merged;
}

function join(a: Interval, b: Interval): Interval | undefined {
  if (typeof a.high === 'string' || typeof b.low === 'string') return undefined;
  if (BigInt(b.low) > BigInt(a.high) + 1n) return undefined;
  return { low: a.low, high: BigInt(b.high) > BigInt(a.high) ? b.high : a.high };
}

/** Elements by their keys, those that are for everything else last. */
export function sortElements(elements: readonly NftElement[]): NftElement[] {
  const isInterval = elements.some(
    ({ key }) => key === undefined || key.some((each) => each.low !== each.high || each.prefix),
  );
  // The kernel keeps concatenations of intervals in the order in which they came.
  if (isInterval && elements.some(({ key }) => key !== undefined && key.length > 1)) return [...elements];
  return [...elements].sort((a, b) => compareKeys(a.key, b.key, isInterval));
}

function compareKeys(a: NftElement['key'], b: NftElement['key'], byLetters: boolean): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  // Of several dimensions the last one weighs most.
  for (let i = a.length - 1; i >= 0; i--) {
    const [one, other] = [a[i]!, b[i]];
    if (other === undefined) return 1;
    const low = compare(one.low, other.low, byLetters);
    if (low !== 0) return low;
    const high = compare(other.high, one.high, byLetters);
    if (high !== 0) return high;
  }
  return 0;
}

function compare(a: Value, b: Value, byLetters: boolean): number {
  if (typeof a === 'string' && typeof b === 'string' && !byLetters) return compareNames(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Names of devices are numbers to nft, with the first letter as the lowest byte: the longer one is the greater. */
function compareNames(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = a.length - 1; i >= 0; i--) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return 0;
}

function covers(a: NftElement['key'], b: NftElement['key']): boolean {
  if (a === undefined || b === undefined || a.length !== 1) return false;
  const [one, other] = [a[0]!, b[0]!];
  if (typeof one.low === 'string') return false;
  return within(one, other.low) && within(one, other.high);
}
