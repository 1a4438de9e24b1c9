import type { Kernel } from './kernel.ts';
import { untraced } from './untraced.ts';

/**
 * Copies a machine with all that it holds: namespaces, tables, sockets, frames on their wires, timers, chance. Both go on
 * alike from here, and neither sees what becomes of the other. The copy has no tracer. It works because the state is made
 * of plain data and instances of classes, without closures and private names. Frozen objects never change and are shared.
 */
export function copyKernel(kernel: Kernel): Kernel {
  return untraced(kernel, () => copyGraph(kernel));
}

/** Copies an object and all that can be reached from it. References among these objects stay references among the copies. */
function copyGraph<T extends object>(root: T): T {
  const copies = new Map<object, object>();
  // Objects whose copies are still empty. A list instead of recursion: a chain of routers is longer than the stack.
  const unfilled: object[] = [];
  const copyOf = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    let copy = copies.get(value);
    if (copy === undefined) {
      if (Object.isFrozen(value)) return value;
      copy = emptyLike(value);
      copies.set(value, copy);
      unfilled.push(value);
    }
    return copy;
  };
  const result = copyOf(root) as T;
  for (let value = unfilled.pop(); value !== undefined; value = unfilled.pop()) {
    fill(copies.get(value)!, value, copyOf);
  }
  return result;
}

function emptyLike(value: object): object {
  if (Array.isArray(value)) return new Array(value.length);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  return Object.create(Object.getPrototypeOf(value));
}

function fill(copy: object, value: object, copyOf: (value: unknown) => unknown): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) (copy as unknown[])[i] = copyOf(value[i]);
  } else if (value instanceof Map) {
    for (const [key, each] of value) (copy as Map<unknown, unknown>).set(copyOf(key), copyOf(each));
  } else if (value instanceof Set) {
    for (const each of value) (copy as Set<unknown>).add(copyOf(each));
  } else if (!ArrayBuffer.isView(value)) {
    const from = value as Record<string, unknown>;
    const to = copy as Record<string, unknown>;
    for (const key of Object.keys(from)) to[key] = copyOf(from[key]);
  }
}
