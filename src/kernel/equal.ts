import type { Kernel } from './kernel.ts';
import { untraced } from './untraced.ts';

/** True when two machines are in the same state, so that both would go on alike. Who listens to them is left out. */
export function equalKernels(a: Kernel, b: Kernel): boolean {
  return untraced(a, () => untraced(b, () => equalGraphs(a, b)));
}

/**
 * True when all that can be reached from one value looks like what can be reached from the other, references among the
 * objects included. Maps and sets have to have their members in the same order; functions are equal only to themselves.
 */
export function equalGraphs(a: unknown, b: unknown): boolean {
  if (!areObjects(a, b)) return Object.is(a, b);
  return equalFrom([[a as object, b as object]], () => undefined);
}

/** What an object holds, as another object of its kind. */
type Contents = (object: object) => object;
const itself: Contents = (object) => object;

/**
 * The same of what can be reached from several objects and their partners. `isKnown` tells of two objects whether they are
 * known to correspond; undefined where nothing is known of either. What the ones hold, and their partners, may be told too.
 */
export function equalFrom(
  pairs: Iterable<readonly [one: object, other: object]>,
  isKnown: (one: object, other: object) => boolean | undefined,
  contents = itself,
  otherContents = itself,
): boolean {
  const partners = new Map<object, object>();
  const taken = new Set<object>();
  // Objects whose contents are still to be compared. A list instead of recursion: a chain of routers is longer than the stack.
  const open: object[] = [];
  const same: Same = (one, other) => {
    if (one === other) return true;
    if (!areObjects(one, other)) return Object.is(one, other);
    return isKnown(one as object, other as object) ?? alike(one as object, other as object);
  };
  const alike: Same<object> = (one, other) => {
    const partner = partners.get(one);
    if (partner !== undefined) return partner === other;
    if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
    // It makes no difference whether two share what never changes, or have one each.
    if (!Object.isFrozen(other)) {
      if (taken.has(other)) return false;
      taken.add(other);
    }
    partners.set(one, other);
    open.push(one);
    return true;
  };
  for (const [one, other] of pairs) if (!alike(one, other)) return false;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (!sameContents(contents(one), otherContents(partners.get(one)!), same)) return false;
  }
  return true;
}

const areObjects = (one: unknown, other: unknown): boolean =>
  typeof one === 'object' && typeof other === 'object' && one !== null && other !== null;

type Same<T = unknown> = (one: T, other: T) => boolean;

function sameContents(one: object, other: object, same: Same): boolean {
  if (one instanceof Map) return sameMaps(one, other as typeof one, same);
  if (one instanceof Set) return sameLists([...one], [...(other as typeof one)], same);
  if (Array.isArray(one)) return sameLists(one, other as typeof one, same);
  if (ArrayBuffer.isView(one)) return sameNumbers(one as Uint8Array, other as Uint8Array);
  return sameFields(one as Record<string, unknown>, other as Record<string, unknown>, same);
}

/** Fields of objects with the same prototype, whose fields are all their own. */
function sameFields(one: Record<string, unknown>, other: Record<string, unknown>, same: Same): boolean {
  let more = 0;
  for (const key in one) {
    const [mine, its] = [one[key], other[key]];
    if (mine !== its && !same(mine, its)) return false;
    more += 1;
  }
  for (const _ in other) more -= 1;
  return more === 0;
}

function sameMaps(one: Map<unknown, unknown>, other: Map<unknown, unknown>, same: Same): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  for (const [key, value] of one) {
    const [otherKey, otherValue] = others.next().value as [unknown, unknown];
    if (!same(key, otherKey) || !same(value, otherValue)) return false;
  }
  return true;
}

function sameLists(one: readonly unknown[], other: readonly unknown[], same: Same): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (!same(one[i], other[i])) return false;
  return true;
}

function sameNumbers(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
