import type { Kernel } from './kernel.ts';
import { untraced } from './untraced.ts';

/**
 * Remembers what a machine is made of; the function that comes back tells, as often as it is asked, whether all of it is
 * still in place. It compares by identity, so that a yes is certain and quick; a no may only mean that something was
 * replaced by its like. Who listens to the machine is left out.
 */
export function watchKernel(kernel: Kernel): () => boolean {
  const { objects, contents } = untraced(kernel, () => reachableFrom(kernel));
  return () => untraced(kernel, () => areInPlace(objects, contents));
}

/** All objects that may change, in any order, and what they hold, one after the other. */
function reachableFrom(root: object): { objects: readonly object[]; contents: readonly unknown[] } {
  const found = new Set<object>([root]);
  const contents: unknown[] = [];
  for (const object of found) {
    let next = contents.length;
    addContents(object, contents);
    for (; next < contents.length; next++) {
      const item = contents[next];
      if (typeof item === 'object' && item !== null && !Object.isFrozen(item)) found.add(item);
    }
  }
  return { objects: [...found], contents };
}

/** Stands behind the fields of an object, of which it is not known beforehand how many there are. */
const END = Symbol('end');

function addContents(object: object, contents: unknown[]): void {
  if (Array.isArray(object)) {
    contents.push(object.length);
    for (const item of object) contents.push(item);
  } else if (object instanceof Map) {
    contents.push(object.size);
    for (const [key, value] of object) contents.push(key, value);
  } else if (object instanceof Set) {
    contents.push(object.size);
    for (const item of object) contents.push(item);
  } else if (ArrayBuffer.isView(object)) {
    for (const number of object as Uint8Array) contents.push(number);
  } else {
    const fields = object as Record<string, unknown>;
    for (const name in fields) contents.push(fields[name]);
    contents.push(END);
  }
}

/** Nothing is allocated on the way, and the most common case comes first: there are some ten thousand objects. */
function areInPlace(objects: readonly object[], contents: readonly unknown[]): boolean {
  let at = 0;
  for (const object of objects) {
    const length = lengthInPlace(object, contents, at);
    if (length < 0) return false;
    at += length;
  }
  return true;
}

/** How many of the contents, from `at` on, are those of an object; -1 where it holds something else. */
function lengthInPlace(object: object, contents: readonly unknown[], at: number): number {
  let next = at;
  if (Array.isArray(object)) {
    if (contents[next++] !== object.length) return -1;
    for (let i = 0; i < object.length; i++) if (contents[next++] !== object[i]) return -1;
  } else if (object instanceof Map) {
    if (contents[next++] !== object.size) return -1;
    if (object.size > 0)
      for (const [key, value] of object) if (contents[next++] !== key || contents[next++] !== value) return -1;
  } else if (object instanceof Set) {
    if (contents[next++] !== object.size) return -1;
    if (object.size > 0) for (const item of object) if (contents[next++] !== item) return -1;
  } else if (ArrayBuffer.isView(object)) {
    const numbers = object as Uint8Array;
    for (let i = 0; i < numbers.length; i++) if (contents[next++] !== numbers[i]) return -1;
  } else {
    const fields = object as Record<string, unknown>;
    for (const name in fields) if (contents[next++] !== fields[name]) return -1;
    if (contents[next++] !== END) return -1;
  }
  return next - at;
}
