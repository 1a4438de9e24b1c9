import { fail } from './failure.ts';
import { compare, isArray, isObject, kindOf, type Value } from './value.ts';

/** What `.[key]` gives. */
export function get(target: Value, key: Value): Value {
  if (isObject(target) && typeof key === 'string') return target.get(key) ?? null;
  if (isArray(target) && typeof key === 'number') return Number.isInteger(key) ? (target.at(key) ?? null) : null;
  if (isObject(key) && (target === null || isArray(target) || typeof target === 'string')) return slice(target, key);
  if (isArray(target) && isArray(key)) return positions(target, key);
  if (target === null && (typeof key === 'string' || typeof key === 'number')) return null;
  return cannotIndex(target, key);
}

const floorOf = (key: number): number => (Number.isNaN(key) ? Number.MAX_SAFE_INTEGER : Math.floor(key));

function cannotIndex(target: Value, key: Value): never {
  const name = typeof key === 'string' && key.length < 30 ? ` "${key}"` : '';
  return fail(`Cannot index ${kindOf(target)} with ${kindOf(key)}${name}`);
}

/** Where an array stands in another one. */
export function positions(within: readonly Value[], wanted: readonly Value[]): Value {
  if (wanted.length === 0) return null;
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= within.length; at += 1) {
    if (wanted.every((each, i) => compare(within[at + i] as Value, each) === 0)) found.push(at);
  }
  return found;
}

/** The bounds that `{"start": …, "end": …}` mean in something of a length. */
function bounds(key: ReadonlyMap<string, Value>, length: number): { readonly start: number; readonly end: number } {
  const from = key.get('start') ?? null;
  const to = key.get('end') ?? null;
  if ((from !== null && typeof from !== 'number') || (to !== null && typeof to !== 'number')) {
    fail(`Start and end indices of an array slice must be numbers`);
  }
  const within = (at: number) => Math.min(Math.max(at < 0 ? at + length : at, 0), length);
  const start = Math.floor(within(from ?? 0));
  const end = Math.ceil(within(to ?? length));
  return { start, end: Math.max(start, end) };
}

function slice(target: null | string | readonly Value[], key: ReadonlyMap<string, Value>): Value {
  if (target === null) return null;
  if (isArray(target)) {
    if (!key.has('start') && !key.has('end')) fail('Start and end indices of an array slice must be numbers');
    const { start, end } = bounds(key, target.length);
    return target.slice(start, end);
  }
  const letters = [...(target as string)];
  const { start, end } = bounds(key, letters.length);
  return letters.slice(start, end).join('');
}

/** A copy of a value in which `.[key]` is another one. */
export function set(target: Value, key: Value, value: Value): Value {
  if (typeof key === 'string' && (target === null || isObject(target))) return new Map(target ?? []).set(key, value);
  if (typeof key === 'number' && (target === null || isArray(target))) return setElement(target ?? [], key, value);
  if (isObject(key) && (target === null || isArray(target))) return setSlice(target ?? [], key, value);
  if (isObject(key)) return fail(`Cannot update field at object index of ${kindOf(target)}`);
  if (isArray(key) && isArray(target)) return fail('Cannot update field at array index of array');
  return cannotIndex(target, key);
}

function setElement(target: readonly Value[], key: number, value: Value): Value {
  let at = floorOf(key);
  if (at < 0) at += target.length;
  if (at < 0) return fail('Out of bounds negative array index');
  const copy = [...target];
  while (copy.length < at) copy.push(null);
  copy[at] = value;
  return copy;
}

function setSlice(target: readonly Value[], key: ReadonlyMap<string, Value>, value: Value): Value {
  if (!isArray(value)) return fail('A slice of an array can only be assigned another array');
  const { start, end } = bounds(key, target.length);
  return [...target.slice(0, start), ...value, ...target.slice(end)];
}

/** The value at a path; null where there is nothing on the way. */
export function getPath(target: Value, path: readonly Value[]): Value {
  let value = target;
  for (const key of path) {
    if (value === null) return null;
    value = get(value, key);
  }
  return value;
}

export function setPath(target: Value, path: readonly Value[], value: Value): Value {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return set(target, key, rest.length === 0 ? value : setPath(get(target, key), rest, value));
}

/** A copy of a value without what stands at the paths; the last ones go first, so that the others stay where they are. */
export function deletePaths(target: Value, paths: readonly (readonly Value[])[]): Value {
  const ordered = paths.toSorted((a, b) => compare(b, a));
  return ordered.reduce<Value>((value, path) => deletePath(value, path), target);
}

function deletePath(target: Value, path: readonly Value[]): Value {
  const [key, ...rest] = path;
  if (key === undefined || target === null) return null;
  if (rest.length === 0) return remove(target, key);
  const inner = get(target, key);
  return inner === null ? target : set(target, key, deletePath(inner, rest));
}

function remove(target: Value, key: Value): Value {
  if (isObject(target) && typeof key === 'string') {
    const copy = new Map(target);
    copy.delete(key);
    return copy;
  }
  if (isArray(target) && typeof key === 'number') {
    const at = floorOf(key) < 0 ? floorOf(key) + target.length : floorOf(key);
    return target.filter((_, i) => i !== at);
  }
  if (isArray(target) && isObject(key)) {
    const { start, end } = bounds(key, target.length);
    return [...target.slice(0, start), ...target.slice(end)];
  }
  const what = isObject(key) ? 'object' : kindOf(key) === 'string' ? 'object' : 'array';
  return fail(
    isObject(target) || isArray(target)
      ? `Cannot delete field at ${isArray(target) ? what : 'array'} index of ${kindOf(target)}`
      : `Cannot delete field at ${what} index of ${kindOf(target)}`,
  );
}
