import type { Kernel } from './kernel.ts';
import { untraced } from './untraced.ts';

/**
 * Remembers what a machine is made of; the function that comes back tells, as often as it is asked, whether all of it is
 * still in place. It compares by identity, so that a yes is certain and quick; a no may only mean that something was
 * replaced by its like. Who listens to the machine is left out.
 */
export function watchKernel(kernel: Kernel): () => boolean {
  const objects = untraced(kernel, () => reachableFrom(kernel));
  const contents = untraced(kernel, () => objects.map(contentOf));
  return () => untraced(kernel, () => objects.every((object, i) => sameItems(contentOf(object), contents[i]!)));
}

/** All objects that may change, in any order. */
function reachableFrom(root: object): object[] {
  const found = new Set<object>([root]);
  for (const object of found)
    for (const item of contentOf(object))
      if (typeof item === 'object' && item !== null && !Object.isFrozen(item)) found.add(item);
  return [...found];
}

function contentOf(object: object): readonly unknown[] | Uint8Array {
  if (Array.isArray(object)) return object.slice();
  if (object instanceof Map) return [...object.keys(), ...object.values()];
  if (object instanceof Set) return [...object];
  if (ArrayBuffer.isView(object)) return (object as Uint8Array).slice();
  return Object.values(object);
}

function sameItems(one: ArrayLike<unknown>, other: ArrayLike<unknown>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
