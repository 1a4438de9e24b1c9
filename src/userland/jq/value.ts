/** A JSON value. Objects are maps, because jq keeps the order in which keys were made, numerals among them. */
export type Value = null | boolean | number | string | readonly Value[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Value>;

/** The name jq gives the kind of a value. */
export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' ? 'object' : (typeof value as Kind);
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is JsonObject {
  return value instanceof Map;
}

/** Everything but null and false counts as true. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== false;
}

/** The order of kinds: null, false, true, numbers, strings, arrays, objects (jq manual, `sort`). */
function rank(value: Value): number {
  if (value === null) return 0;
  if (value === false) return 1;
  if (value === true) return 2;
  return 3 + ['number', 'string', 'array', 'object'].indexOf(kindOf(value));
}

/** Compares code points, as the bytes of UTF-8 compare. */
export function compareText(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a[at] === b[at]) continue;
    return (a.codePointAt(at) as number) < (b.codePointAt(at) as number) ? -1 : 1;
  }
  return a.length - b.length;
}

/** The keys of an object in order. */
export function sortedKeys(object: JsonObject): string[] {
  return [...object.keys()].sort(compareText);
}

/** Negative, zero or positive, as `a` sorts before, with or behind `b`. NaN is smaller than every number. */
export function compare(a: Value, b: Value): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  if (typeof a === 'number') return a < (b as number) || Number.isNaN(a) ? -1 : a === b ? 0 : 1;
  if (typeof a === 'string') return compareText(a, b as string);
  if (isArray(a)) return compareArrays(a, b as readonly Value[]);
  return isObject(a) ? compareObjects(a, b as JsonObject) : 0;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const order = compare(a[at] as Value, b[at] as Value);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** First by their keys, then by the values. */
function compareObjects(a: JsonObject, b: JsonObject): number {
  const keys = sortedKeys(a);
  const order = compareArrays(keys, sortedKeys(b));
  if (order !== 0) return order;
  for (const key of keys) {
    const each = compare(a.get(key) as Value, b.get(key) as Value);
    if (each !== 0) return each;
  }
  return 0;
}

/** The values of an array or object, one after the other. */
export function elementsOf(value: readonly Value[] | JsonObject): readonly Value[] {
  return isArray(value) ? value : [...value.values()];
}
