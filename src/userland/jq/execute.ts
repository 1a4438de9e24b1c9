import { deletePaths, get, getPath, setPath } from './access.ts';
import { add, calculate, described } from './arithmetic.ts';
import { Break, fail, JqError } from './failure.ts';
import { format } from './formats.ts';
import { shortened } from './print.ts';
import type { Definition, Filter, Pattern } from './program.ts';
import { elementsOf, isArray, isObject, isTrue, kindOf, type Value } from './value.ts';

/** A value on its way through filters, with the path that led to it where somebody asks for paths. */
export interface Item {
  readonly value: Value;
  /** Undefined where no paths are asked for. */
  readonly path?: readonly Value[] | undefined;
  /** What stands at the path: another value than this one came from elsewhere. */
  readonly at?: Value;
}

export type Items = Generator<Item, void, void>;

/** What names mean at a place of a program: one name, and those around it. */
export type Scope = Frame | undefined;

type Frame = { readonly name: string; readonly parent: Scope } & (
  | { readonly kind: 'variable'; readonly value: Value }
  | { readonly kind: 'function'; readonly definition: Definition }
  | { readonly kind: 'argument'; readonly filter: Filter; readonly scope: Scope }
  | { readonly kind: 'label'; readonly label: object }
);

/** An argument of a builtin: a filter that can be run on any value. */
export type Argument = (input: Item) => Items;

/** A builtin that is not written in jq itself. */
export type Builtin = (machine: Machine, input: Item, words: readonly Argument[]) => Items;

/** The builtins by name and number of arguments. */
export interface Library {
  readonly native: ReadonlyMap<string, Builtin>;
  readonly defined: ReadonlyMap<string, Definition>;
}

/** Filters run at most: more means that the program does not end. */
const MOST = 2_000_000;

/** Runs filters on values. */
export class Machine {
  #steps = 0;

  constructor(
    private readonly library: Library,
    /** What builtins ask of the world: input, the clock, the environment. */
    readonly world: World,
  ) {}

  /** Everything a filter gives for a value. */
  *run(filter: Filter, scope: Scope, input: Item): Items {
    this.#steps += 1;
    if (this.#steps > MOST) fail('the program does not come to an end');
    switch (filter.kind) {
      case 'identity':
        yield input;
        return;
      case 'literal':
        yield made(filter.value, input);
        return;
      case 'pipe':
        for (const each of this.run(filter.left, scope, input)) yield* this.run(filter.right, scope, each);
        return;
      case 'comma':
        yield* this.run(filter.left, scope, input);
        yield* this.run(filter.right, scope, input);
        return;
      case 'index':
        yield* this.#index(filter, scope, input);
        return;
      case 'slice':
        yield* this.#slice(filter, scope, input);
        return;
      case 'iterate':
        for (const each of this.run(filter.target, scope, input)) yield* iterate(each);
        return;
      case 'recurse':
        yield* this.#recurse(input);
        return;
      case 'call':
        yield* this.#call(filter, scope, input);
        return;
      case 'variable':
        yield made(this.#variable(scope, filter.name), input);
        return;
      case 'string':
        for (const text of this.#string(filter, filter.parts.length - 1, scope, input)) yield made(text, input);
        return;
      case 'format':
        yield made(format(filter.name, input.value), input);
        return;
      case 'array':
        yield made(filter.body === undefined ? [] : [...this.values(filter.body, scope, input)], input);
        return;
      case 'object':
        for (const value of this.#object(filter.entries, 0, scope, input)) yield made(value, input);
        return;
      default:
        yield* this.#control(filter, scope, input);
    }
  }

  /** The values a filter gives, where nobody asks for paths. */
  *values(filter: Filter, scope: Scope, input: Item): Generator<Value, void, void> {
    for (const { value } of this.run(filter, scope, { value: input.value })) yield value;
  }

  *#control(filter: Filter, scope: Scope, input: Item): Items {
    switch (filter.kind) {
      case 'negate':
        for (const value of this.values(filter.body, scope, input)) {
          if (typeof value !== 'number') fail(`${described(value)} cannot be negated`);
          yield made(0 - (value as number), input);
        }
        return;
      case 'binary':
        for (const b of this.values(filter.right, scope, input)) {
          for (const a of this.values(filter.left, scope, input)) yield made(calculate(filter.operator, a, b), input);
        }
        return;
      case 'and':
      case 'or':
        for (const a of this.values(filter.left, scope, input)) {
          if (isTrue(a) === (filter.kind === 'or')) yield made(isTrue(a), input);
          else for (const b of this.values(filter.right, scope, input)) yield made(isTrue(b), input);
        }
        return;
      case 'alternative':
        yield* this.#alternative(filter, scope, input);
        return;
      case 'assign':
        for (const value of this.#assign(filter, scope, input)) yield made(value, input);
        return;
      case 'if':
        for (const test of this.values(filter.test, scope, input)) {
          yield* this.run(isTrue(test) ? filter.yes : filter.no, scope, input);
        }
        return;
      case 'try':
        yield* this.#try(filter, scope, input);
        return;
      case 'define': {
        const { definition } = filter;
        const inner: Frame = { kind: 'function', name: definition.name, definition, parent: scope };
        yield* this.run(filter.body, inner, input);
        return;
      }
      default:
        yield* this.#binding(filter, scope, input);
    }
  }

  *#binding(filter: Filter, scope: Scope, input: Item): Items {
    switch (filter.kind) {
      case 'as':
        for (const value of this.values(filter.source, scope, input)) yield* this.#as(filter, value, scope, input);
        return;
      case 'reduce':
        yield* this.#reduce(filter, scope, input);
        return;
      case 'foreach':
        yield* this.#foreach(filter, scope, input);
        return;
      case 'label': {
        const label = {};
        try {
          yield* this.run(filter.body, { kind: 'label', name: filter.name, label, parent: scope }, input);
        } catch (thrown) {
          if (!(thrown instanceof Break && thrown.label === label)) throw thrown;
        }
        return;
      }
      case 'break':
        for (let at = scope; at !== undefined; at = at.parent) {
          if (at.kind === 'label' && at.name === filter.name) throw new Break(at.label);
        }
        return;
      default:
    }
  }

  *#index(filter: Extract<Filter, { kind: 'index' }>, scope: Scope, input: Item): Items {
    for (const key of this.values(filter.key, scope, input)) {
      for (const each of this.run(filter.target, scope, input)) yield access(each, key);
    }
  }

  *#slice(filter: Extract<Filter, { kind: 'slice' }>, scope: Scope, input: Item): Items {
    const bound = (of: Filter | undefined) => (of === undefined ? [null] : [...this.values(of, scope, input)]);
    for (const end of bound(filter.to)) {
      for (const start of bound(filter.from)) {
        const key = new Map<string, Value>([
          ['start', start],
          ['end', end],
        ]);
        for (const each of this.run(filter.target, scope, input)) yield access(each, key);
      }
    }
  }

  *#recurse(input: Item): Items {
    yield input;
    if (!isArray(input.value) && !isObject(input.value)) return;
    for (const each of iterate(input)) yield* this.#recurse(each);
  }

  *#call({ name, words }: Extract<Filter, { kind: 'call' }>, scope: Scope, input: Item): Items {
    for (let at = scope; at !== undefined; at = at.parent) {
      if (at.name !== name) continue;
      if (at.kind === 'argument') {
        yield* this.run(at.filter, at.scope, input);
        return;
      }
      if (at.kind === 'function') {
        yield* this.#apply(at.definition, at, words, scope, input);
        return;
      }
    }
    const defined = this.library.defined.get(name);
    if (defined !== undefined) {
      yield* this.#apply(defined, undefined, words, scope, input);
      return;
    }
    const native = this.library.native.get(name) as Builtin;
    yield* native(
      this,
      input,
      words.map((word) => (item: Item) => this.run(word, scope, item)),
    );
  }

  /** Runs a function: parameters are filters of the caller, `$parameters` their values one after the other. */
  *#apply(definition: Definition, own: Scope, words: readonly Filter[], scope: Scope, input: Item, at = 0): Items {
    const parameter = definition.parameters[at];
    if (parameter === undefined) {
      yield* this.run(definition.body, own, input);
      return;
    }
    const filter = words[at] as Filter;
    if (!parameter.startsWith('$')) {
      const inner: Frame = { kind: 'argument', name: `${parameter}/0`, filter, scope, parent: own };
      yield* this.#apply(definition, inner, words, scope, input, at + 1);
      return;
    }
    const name = parameter.slice(1);
    for (const value of this.values(filter, scope, input)) {
      const named: Frame = {
        kind: 'argument',
        name: `${name}/0`,
        filter: { kind: 'literal', value },
        scope,
        parent: own,
      };
      yield* this.#apply(definition, { kind: 'variable', name, value, parent: named }, words, scope, input, at + 1);
    }
  }

  #variable(scope: Scope, name: string): Value {
    for (let at = scope; at !== undefined; at = at.parent) {
      if (at.kind === 'variable' && at.name === name) return at.value;
    }
    return name === 'ENV' ? this.world.env() : null;
  }

  /** The texts of a string with filters in it; those of the last one come slowest. */
  *#string(filter: Extract<Filter, { kind: 'string' }>, last: number, scope: Scope, input: Item): Generator<string> {
    const part = filter.parts[last];
    if (part === undefined) yield '';
    else if (typeof part === 'string') {
      for (const before of this.#string(filter, last - 1, scope, input)) yield before + part;
    } else {
      for (const value of this.values(part, scope, input)) {
        const text = format(filter.format, value);
        for (const before of this.#string(filter, last - 1, scope, input)) yield before + text;
      }
    }
  }

  *#object(
    entries: readonly { readonly key: Filter; readonly value: Filter }[],
    at: number,
    scope: Scope,
    input: Item,
    before: ReadonlyMap<string, Value> = new Map(),
  ): Generator<Value, void, void> {
    const entry = entries[at];
    if (entry === undefined) {
      yield before;
      return;
    }
    for (const key of this.values(entry.key, scope, input)) {
      if (typeof key !== 'string') fail(`Cannot use ${described(key)} as object key`);
      for (const value of this.values(entry.value, scope, input)) {
        yield* this.#object(entries, at + 1, scope, input, new Map(before).set(key as string, value));
      }
    }
  }

  *#alternative({ left, right }: { left: Filter; right: Filter }, scope: Scope, input: Item): Items {
    let found = false;
    for (const each of this.run(left, scope, input)) {
      if (!isTrue(each.value)) continue;
      found = true;
      yield each;
    }
    if (!found) yield* this.run(right, scope, input);
  }

  *#assign(
    { operator, left, right }: Extract<Filter, { kind: 'assign' }>,
    scope: Scope,
    input: Item,
  ): Generator<Value> {
    if (operator === '|=') {
      yield this.update(input.value, this.paths(left, scope, input), (old) => {
        for (const value of this.values(right, scope, { value: old })) return value;
        return undefined;
      });
      return;
    }
    for (const value of this.values(right, scope, input)) {
      yield this.update(input.value, this.paths(left, scope, input), (old) => {
        if (operator === '=') return value;
        if (operator === '//=') return isTrue(old) ? old : value;
        return calculate(operator.slice(0, -1), old, value);
      });
    }
  }

  /** A value in which what stands at the paths is another one; what becomes undefined is taken away. */
  update(target: Value, paths: Iterable<readonly Value[]>, change: (old: Value) => Value | undefined): Value {
    let result = target;
    for (const path of paths) {
      const value = change(getPath(result, path));
      result = value === undefined ? deletePaths(result, [path]) : setPath(result, path, value);
    }
    return result;
  }

  /** The paths that a filter takes. */
  paths(filter: Filter, scope: Scope, input: Item): Generator<readonly Value[], void, void> {
    return pathsOf(this.run(filter, scope, { value: input.value, path: [], at: input.value }));
  }

  *#try({ body, handler }: Extract<Filter, { kind: 'try' }>, scope: Scope, input: Item): Items {
    const running = this.run(body, scope, input);
    for (;;) {
      let step: IteratorResult<Item, void>;
      try {
        step = running.next();
      } catch (thrown) {
        if (!(thrown instanceof JqError)) throw thrown;
        if (handler !== undefined) yield* this.run(handler, scope, made(thrown.value, input));
        return;
      }
      if (step.done) return;
      yield step.value;
    }
  }

  *#as({ patterns, body }: Extract<Filter, { kind: 'as' }>, value: Value, scope: Scope, input: Item): Items {
    const all = patterns.length > 1 ? patterns.flatMap(namesOf) : [];
    const outer = all.reduce<Scope>((parent, name) => ({ kind: 'variable', name, value: null, parent }), scope);
    for (const [at, pattern] of patterns.entries()) {
      try {
        for (const inner of this.#bind(pattern, value, outer, input)) yield* this.run(body, inner, input);
        return;
      } catch (thrown) {
        if (!(thrown instanceof JqError) || at === patterns.length - 1) throw thrown;
      }
    }
  }

  /** The scopes in which a pattern's variables have their parts of a value. */
  *#bind(pattern: Pattern, value: Value, scope: Scope, input: Item): Generator<Scope, void, void> {
    if (pattern.kind === 'variable') {
      yield { kind: 'variable', name: pattern.name, value, parent: scope };
      return;
    }
    if (pattern.kind === 'array') {
      if (value !== null && !isArray(value)) fail(`Cannot index ${kindOf(value)} with number`);
      yield* this.#bindItems(pattern.items, 0, value, scope, input);
      return;
    }
    yield* this.#bindEntries(pattern.entries, 0, value, scope, input);
  }

  *#bindItems(items: readonly Pattern[], at: number, value: Value, scope: Scope, input: Item): Generator<Scope> {
    const item = items[at];
    if (item === undefined) yield scope;
    else {
      for (const inner of this.#bind(item, get(value, at), scope, input)) {
        yield* this.#bindItems(items, at + 1, value, inner, input);
      }
    }
  }

  *#bindEntries(
    entries: Extract<Pattern, { kind: 'object' }>['entries'],
    at: number,
    value: Value,
    scope: Scope,
    input: Item,
  ): Generator<Scope, void, void> {
    const entry = entries[at];
    if (entry === undefined) {
      yield scope;
      return;
    }
    for (const key of this.values(entry.key, scope, input)) {
      if (typeof key !== 'string') fail(`Cannot index ${kindOf(value)} with ${kindOf(key)}`);
      const part = get(value, key);
      const named: Scope =
        entry.name === undefined ? scope : { kind: 'variable', name: entry.name, value: part, parent: scope };
      const scopes = entry.value === undefined ? [named] : this.#bind(entry.value, part, named, input);
      for (const inner of scopes) yield* this.#bindEntries(entries, at + 1, value, inner, input);
    }
  }

  *#reduce(filter: Extract<Filter, { kind: 'reduce' }>, scope: Scope, input: Item): Items {
    for (const from of this.run(filter.from, scope, input)) {
      let state = from;
      for (const value of this.values(filter.source, scope, input)) {
        for (const inner of this.#bind(filter.pattern, value, scope, input)) {
          let last: Item | undefined;
          for (const each of this.run(filter.step, inner, state)) last = each;
          state = last ?? made(null, input);
        }
      }
      yield state;
    }
  }

  *#foreach(filter: Extract<Filter, { kind: 'foreach' }>, scope: Scope, input: Item): Items {
    for (const from of this.run(filter.from, scope, input)) {
      let state = from;
      for (const value of this.values(filter.source, scope, input)) {
        for (const inner of this.#bind(filter.pattern, value, scope, input)) {
          for (const each of this.run(filter.step, inner, state)) {
            state = each;
            if (filter.extract === undefined) yield each;
            else yield* this.run(filter.extract, inner, each);
          }
        }
      }
    }
  }
}

/** What a program can ask of the world around it. */
export interface World {
  /** The next value of the input; undefined at its end. */
  input(): Value | undefined;
  /** The name of the file being read, and how many of its lines have been. */
  readonly position: { readonly name: string | null; readonly line: number };
  env(): Value;
  /** Seconds since 1970. */
  now(): number;
  error(text: string): void;
}

/** A value that a filter makes: it stands at no path of its own. */
export function made(value: Value, input: Item): Item {
  return input.path === undefined ? { value } : { value, path: input.path, at: input.at as Value };
}

/** True while a value is what stands at its path. */
function isAtPath({ value, at }: Item): boolean {
  return value === at;
}

function access(target: Item, key: Value): Item {
  if (target.path === undefined) return { value: get(target.value, key) };
  if (!isAtPath(target)) {
    fail(
      `Invalid path expression near attempt to access element ${shortened(key, 15)} of ${shortened(target.value, 30)}`,
    );
  }
  const value = get(target.value, key);
  return { value, path: [...target.path, key], at: value };
}

/** `.[]` of a value. */
export function* iterate(target: Item): Items {
  const { value, path } = target;
  if (path !== undefined && !isAtPath(target)) {
    fail(`Invalid path expression near attempt to iterate through ${shortened(value, 30)}`);
  }
  if (!isArray(value) && !isObject(value)) {
    fail(`Cannot iterate over ${described(value)}`);
  }
  const container = value as Parameters<typeof elementsOf>[0];
  if (path === undefined) {
    for (const each of elementsOf(container)) yield { value: each };
    return;
  }
  const keys: readonly Value[] = isArray(container) ? container.map((_, at) => at) : [...container.keys()];
  for (const key of keys) {
    const each = get(container, key);
    yield { value: each, path: [...path, key], at: each };
  }
}

/** The paths of items. */
export function* pathsOf(items: Items): Generator<readonly Value[], void, void> {
  for (const each of items) {
    if (!isAtPath(each)) fail(`Invalid path expression with result ${shortened(each.value, 30)}`);
    yield each.path as readonly Value[];
  }
}

function namesOf(pattern: Pattern): string[] {
  if (pattern.kind === 'variable') return [pattern.name];
  if (pattern.kind === 'array') return pattern.items.flatMap(namesOf);
  return pattern.entries.flatMap(({ name, value }) => [
    ...(name === undefined ? [] : [name]),
    ...(value === undefined ? [] : namesOf(value)),
  ]);
}

/** The sum of values, null for none. */
export function sum(values: Iterable<Value>): Value {
  let total: Value = null;
  for (const each of values) total = add(total, each);
  return total;
}
