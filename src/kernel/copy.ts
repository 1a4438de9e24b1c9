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

/** References among the objects that can be reached from a machine stay references among the copies. */
function copyGraph(kernel: Kernel): Kernel {
  const copies = new Map<object, object>();
  // Objects whose copies still hold what these hold. A list instead of recursion: a chain of routers is longer than the stack.
  const unfinished: object[] = [];
  const copyOf = (value: object): object => {
    let copy = copies.get(value);
    if (copy === undefined) {
      if (Object.isFrozen(value)) return value;
      copy = shallowCopy(value);
      copies.set(value, copy);
      unfinished.push(value);
    }
    return copy;
  };
  const result = copyOf(kernel) as Kernel;
  for (let value = unfinished.pop(); value !== undefined; value = unfinished.pop())
    copyItems(copies.get(value)!, value, copyOf);
  return result;
}

/**
 * Maps and sets are empty at first. Fields are assigned all at once: the engine gives an object that gets many of them one
 * by one, by names it does not know beforehand, the slow form of a dictionary.
 */
function shallowCopy(value: object): object {
  if (Array.isArray(value)) return value.slice();
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  return Object.setPrototypeOf({ ...value }, Object.getPrototypeOf(value));
}

function copyItems(copy: object, value: object, copyOf: (value: object) => object): void {
  const item = (each: unknown) => (typeof each === 'object' && each !== null ? copyOf(each) : each);
  if (Array.isArray(copy)) {
    for (let i = 0; i < copy.length; i++) copy[i] = item(copy[i]);
  } else if (value instanceof Map) {
    for (const [key, each] of value) (copy as Map<unknown, unknown>).set(item(key), item(each));
  } else if (value instanceof Set) {
    for (const each of value) (copy as Set<unknown>).add(item(each));
  } else if (!ArrayBuffer.isView(value)) {
    const fields = copy as Record<string, unknown>;
    for (const key in fields) {
      const field = fields[key];
      if (typeof field === 'object' && field !== null) fields[key] = copyOf(field);
    }
  }
}
