/**
 * What the kinds of objects that a machine is made of hold, as lists of values one behind the other. A likeness of an object
 * is another one of its kind that holds the same.
 */
export interface Kind {
  /** Appends what an object holds, and `END`. */
  append(object: object, contents: unknown[]): void;
  /** True where an object holds what stands from `at` on. Nothing is allocated on the way: there are many objects. */
  holds(object: object, contents: readonly unknown[], at: number): boolean;
  likeness(object: object): object;
  /** A likeness of what the object was when it held some contents (without `END`). */
  likenessOf(object: object, contents: readonly unknown[]): object;
  /** Lets an object hold what a likeness does. */
  assign(object: object, likeness: object): void;
}

/** Stands behind the contents of each object: of fields it is not known beforehand how many there are. */
export const END = Symbol('end');

/** The kind of an object: to be asked once for each, as it takes longer than to look at what it holds. */
export function kindOf(object: object): Kind {
  if (Array.isArray(object)) return ARRAY;
  if (object instanceof Map) return MAP;
  if (object instanceof Set) return SET;
  return ArrayBuffer.isView(object) ? NUMBERS : FIELDS;
}

const ARRAY: Kind = {
  append(array: unknown[], contents) {
    for (const item of array) contents.push(item);
    contents.push(END);
  },
  holds(array: unknown[], contents, at) {
    let next = at;
    for (let i = 0; i < array.length; i++) if (!Object.is(contents[next++], array[i])) return false;
    return contents[next] === END;
  },
  likeness: (array: unknown[]) => array.slice(),
  likenessOf: (_, contents) => [...contents],
  assign(array: unknown[], likeness: unknown[]) {
    array.length = 0;
    for (const item of likeness) array.push(item);
  },
};

const MAP: Kind = {
  append(map: Map<unknown, unknown>, contents) {
    for (const [key, value] of map) contents.push(key, value);
    contents.push(END);
  },
  holds(map: Map<unknown, unknown>, contents, at) {
    let next = at;
    if (map.size > 0)
      for (const [key, value] of map)
        if (!Object.is(contents[next++], key) || !Object.is(contents[next++], value)) return false;
    return contents[next] === END;
  },
  likeness: (map: Map<unknown, unknown>) => new Map(map),
  likenessOf(_, contents) {
    const map = new Map();
    for (let i = 0; i < contents.length; i += 2) map.set(contents[i], contents[i + 1]);
    return map;
  },
  assign(map: Map<unknown, unknown>, likeness: Map<unknown, unknown>) {
    map.clear();
    for (const [key, value] of likeness) map.set(key, value);
  },
};

const SET: Kind = {
  append(set: Set<unknown>, contents) {
    for (const item of set) contents.push(item);
    contents.push(END);
  },
  holds(set: Set<unknown>, contents, at) {
    let next = at;
    if (set.size > 0) for (const item of set) if (!Object.is(contents[next++], item)) return false;
    return contents[next] === END;
  },
  likeness: (set: Set<unknown>) => new Set(set),
  likenessOf: (_, contents) => new Set(contents),
  assign(set: Set<unknown>, likeness: Set<unknown>) {
    set.clear();
    for (const item of likeness) set.add(item);
  },
};

const NUMBERS: Kind = {
  append(numbers: Uint8Array, contents) {
    for (const number of numbers) contents.push(number);
    contents.push(END);
  },
  holds(numbers: Uint8Array, contents, at) {
    let next = at;
    for (let i = 0; i < numbers.length; i++) if (contents[next++] !== numbers[i]) return false;
    return contents[next] === END;
  },
  likeness: (numbers: Uint8Array) => numbers.slice(),
  likenessOf(numbers: Uint8Array, contents) {
    const likeness = numbers.slice();
    likeness.set(contents as number[]);
    return likeness;
  },
  assign: (numbers: Uint8Array, likeness: Uint8Array) => numbers.set(likeness),
};

type Fields = Record<string, unknown>;

/** Before the values of fields stand their names, as one list. */
const FIELDS: Kind = {
  append(fields: Fields, contents) {
    contents.push(namesOf(fields));
    for (const name in fields) contents.push(fields[name]);
    contents.push(END);
  },
  holds(fields: Fields, contents, at) {
    let next = at + 1;
    // By Object.is, which does not look into two that are the same one: of `===` the engine makes something slower.
    for (const name in fields) if (!Object.is(contents[next++], fields[name])) return false;
    return contents[next] === END;
  },
  likeness: (fields) => Object.setPrototypeOf({ ...fields }, Object.getPrototypeOf(fields)),
  likenessOf(fields, contents) {
    const names = contents[0] as readonly string[];
    const likeness = Object.fromEntries(names.map((name, index) => [name, contents[index + 1]]));
    return Object.setPrototypeOf(likeness, Object.getPrototypeOf(fields));
  },
  assign(fields: Fields, likeness: Fields) {
    for (const name in fields) if (!(name in likeness)) delete fields[name];
    Object.assign(fields, likeness);
  },
};

/** The lists of names that objects of a prototype have had last: most have the same fields. */
const latestNames = new WeakMap<object, readonly string[]>();

function namesOf(fields: Fields): readonly string[] {
  const prototype = Object.getPrototypeOf(fields) as object;
  const latest = latestNames.get(prototype);
  if (latest !== undefined && isNamed(fields, latest)) return latest;
  const names = Object.freeze(Object.keys(fields));
  latestNames.set(prototype, names);
  return names;
}

function isNamed(fields: Fields, names: readonly string[]): boolean {
  let index = 0;
  for (const name in fields) {
    if (names[index] !== name) return false;
    index += 1;
  }
  return index === names.length;
}
