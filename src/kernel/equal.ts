import type { Kernel } from './kernel.ts';

/** True when two machines are in the same state, so that both would go on alike. Who listens to them is left out. */
export function equalKernels(a: Kernel, b: Kernel): boolean {
  const tracers = [a.tracer, b.tracer] as const;
  a.tracer = null;
  b.tracer = null;
  try {
    return equalGraphs(a, b);
  } finally {
    [a.tracer, b.tracer] = tracers;
  }
}

/**
 * True when all that can be reached from one value looks like what can be reached from the other, references among the
 * objects included. Maps and sets have to have their members in the same order; functions are equal only to themselves.
 */
export function equalGraphs(a: unknown, b: unknown): boolean {
  const partners = new Map<object, object>();
  // Pairs whose contents are still to be compared. A list instead of recursion: a chain of routers is longer than the stack.
  const open: object[] = [];
  const same: Same = (one, other) => {
    if (one === other) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
      return Object.is(one, other);
    const partner = partners.get(one);
    if (partner !== undefined) return partner === other;
    if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
    partners.set(one, other);
    open.push(one);
    return true;
  };
  if (!same(a, b)) return false;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (!sameContents(one, partners.get(one)!, same)) return false;
  }
  return true;
}

type Same = (one: unknown, other: unknown) => boolean;

function sameContents(one: object, other: object, same: Same): boolean {
  if (one instanceof Map) return sameMaps(one, other as typeof one, same);
  if (one instanceof Set) return sameLists([...one], [...(other as typeof one)], same);
  if (Array.isArray(one)) return sameLists(one, other as typeof one, same);
  if (ArrayBuffer.isView(one)) return sameLists(one as Uint8Array, other as Uint8Array, same);
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  const [from, to] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return keys.every((key) => key in to && same(from[key], to[key]));
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

function sameLists(one: ArrayLike<unknown>, other: ArrayLike<unknown>, same: Same): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (!same(one[i], other[i])) return false;
  return true;
}
