import { equalFrom } from './equal.ts';
import type { Kernel } from './kernel.ts';
import { untraced } from './untraced.ts';

/**
 * Remembers what a machine is made of, and tells as often as it is asked whether it has become another. Objects are compared
 * by identity: that takes little time. Who listens to the machine is left out.
 */
export class Watch {
  private readonly objects: readonly object[];

  private constructor(
    private readonly kernel: Kernel,
    private readonly indexes: ReadonlyMap<object, number>,
    private readonly contents: readonly unknown[],
  ) {
    this.objects = [...indexes.keys()];
  }

  /** Looks at a machine in steps of some milliseconds. Nobody listens to it yet, and it does not go on meanwhile. */
  static *inSteps(kernel: Kernel): Generator<undefined, Watch> {
    const { indexes, contents } = yield* reachableFrom(kernel);
    return new Watch(kernel, indexes, contents);
  }

  /** A yes is certain; a no may only mean that something was replaced by its like. */
  isUnchanged(): boolean {
    return untraced(this.kernel, () => this.changed(true).length === 0);
  }

  /**
   * True where two machines, copies of one when they began to be watched, have become the same. What corresponded then and
   * has changed in neither corresponds still. A yes is certain.
   */
  hasBecomeLike(other: Watch): boolean {
    return untraced(this.kernel, () => untraced(other.kernel, () => this.isLike(other)));
  }

  private isLike(other: Watch): boolean {
    if (this.objects.length !== other.objects.length) return false;
    const changed = new Set([...this.changed(), ...other.changed()]);
    const pairs = [...changed].map((index) => [this.objects[index], other.objects[index]] as const);
    return equalFrom(pairs, (mine, its) => {
      const [index, otherIndex] = [this.indexes.get(mine), other.indexes.get(its)];
      return index === undefined && otherIndex === undefined ? undefined : index === otherIndex;
    });
  }

  /** The places of the objects that do not hold what they held; of the first one if that is enough. */
  private changed(isOneEnough = false): number[] {
    const changed: number[] = [];
    let at = 0;
    for (let index = 0; index < this.objects.length; index++) {
      const length = lengthInPlace(this.objects[index]!, this.contents, at);
      if (length >= 0) at += length;
      else {
        changed.push(index);
        if (isOneEnough) break;
        at = this.contents.indexOf(END, at) + 1;
      }
    }
    return changed;
  }
}

/** Objects looked at in one step. */
const STEP = 4_000;

/** All objects that may change, numbered in the order in which they are found, and what they hold, one after the other. */
function* reachableFrom(
  root: object,
): Generator<undefined, { indexes: Map<object, number>; contents: readonly unknown[] }> {
  const indexes = new Map<object, number>([[root, 0]]);
  const contents: unknown[] = [];
  let looked = 0;
  for (const object of indexes.keys()) {
    looked += 1;
    if (looked % STEP === 0) yield;
    let next = contents.length;
    addContents(object, contents);
    for (; next < contents.length; next++) {
      const item = contents[next];
      if (typeof item === 'object' && item !== null && !indexes.has(item) && !Object.isFrozen(item))
        indexes.set(item, indexes.size);
    }
  }
  return { indexes, contents };
}

/** Stands behind the contents of each object: of fields it is not known beforehand how many there are. */
const END = Symbol('end');

function addContents(object: object, contents: unknown[]): void {
  if (Array.isArray(object)) {
    for (const item of object) contents.push(item);
  } else if (object instanceof Map) {
    for (const [key, value] of object) contents.push(key, value);
  } else if (object instanceof Set) {
    for (const item of object) contents.push(item);
  } else if (ArrayBuffer.isView(object)) {
    for (const number of object as Uint8Array) contents.push(number);
  } else {
    const fields = object as Record<string, unknown>;
    for (const name in fields) contents.push(fields[name]);
  }
  contents.push(END);
}

/**
 * How many of the contents, from `at` on, are those of an object; -1 where it holds something else. Nothing is allocated on
 * the way: there are some ten thousand objects.
 */
function lengthInPlace(object: object, contents: readonly unknown[], at: number): number {
  let next = at;
  if (Array.isArray(object)) {
    for (let i = 0; i < object.length; i++) if (contents[next++] !== object[i]) return -1;
  } else if (object instanceof Map) {
    if (object.size > 0)
      for (const [key, value] of object) if (contents[next++] !== key || contents[next++] !== value) return -1;
  } else if (object instanceof Set) {
    if (object.size > 0) for (const item of object) if (contents[next++] !== item) return -1;
  } else if (ArrayBuffer.isView(object)) {
    const numbers = object as Uint8Array;
    for (let i = 0; i < numbers.length; i++) if (contents[next++] !== numbers[i]) return -1;
  } else {
    const fields = object as Record<string, unknown>;
    for (const name in fields) if (contents[next++] !== fields[name]) return -1;
  }
  return contents[next++] === END ? next - at : -1;
}
