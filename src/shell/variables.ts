/** The greatest index of an array; -1 for an empty one. */
export function lastIndex(indexed: ReadonlyMap<number, string> | undefined): number {
  let last = -1;
  for (const index of indexed?.keys() ?? []) if (index > last) last = index;
  return last;
}

/** The value of a variable: a string, an indexed array or an associative array. */
export type Value = string | ReadonlyMap<number, string> | ReadonlyMap<string, string>;

/**
 * A shell variable. It never changes: a new value is a new object, so that copies of a shell's state may share them. Only
 * the elements of an array that no copy has seen are changed in place: see `Variables.own`.
 */
export interface Variable {
  readonly kind: 'scalar' | 'indexed' | 'associative';
  /** Undefined for one that was declared without a value. */
  readonly value: string | undefined;
  readonly indexed: ReadonlyMap<number, string> | undefined;
  readonly associative: ReadonlyMap<string, string> | undefined;
  readonly exported: boolean;
  readonly readonly: boolean;
  readonly integer: boolean;
  readonly nameref: boolean;
  /** `declare -l`, `declare -u`. */
  readonly letters: 'lower' | 'upper' | undefined;
  /** How many buckets bash keeps an associative array in, where it is one of its own. */
  readonly buckets?: number;
}

export type Attributes = Partial<Omit<Variable, 'value' | 'indexed' | 'associative' | 'kind'>>;

export const UNSET: Variable = {
  kind: 'scalar',
  value: undefined,
  indexed: undefined,
  associative: undefined,
  exported: false,
  readonly: false,
  integer: false,
  nameref: false,
  letters: undefined,
};

/** The variables of a shell: the global ones and, inside functions, the local ones of each call (dynamic scope). */
export class Variables {
  #environment: ReadonlyMap<string, string> | undefined;
  /** The elements of arrays that only these variables have. */
  #own = new WeakSet<object>();

  constructor(private readonly scopes: Map<string, Variable>[] = [new Map()]) {}

  copy(): Variables {
    this.#own = new WeakSet();
    return new Variables(this.scopes.map((scope) => new Map(scope)));
  }

  /** The elements of an array to be changed: those given where no copy shares them, else others made by `copy`. */
  own<Elements extends object>(elements: Elements | undefined, copy: () => Elements): Elements {
    if (elements !== undefined && this.#own.has(elements)) return elements;
    const own = copy();
    this.#own.add(own);
    return own;
  }

  get depth(): number {
    return this.scopes.length;
  }

  /** Enters a function, or a command with assignments before it. */
  push(): void {
    this.scopes.push(new Map());
  }

  pop(): void {
    const scope = this.scopes.pop();
    if (scope !== undefined && scope.size > 0) this.#environment = undefined;
  }

  get(name: string): Variable | undefined {
    for (let at = this.scopes.length - 1; at >= 0; at -= 1) {
      const variable = (this.scopes[at] as Map<string, Variable>).get(name);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }

  /** Puts a variable where its name is bound, or among the global ones. */
  set(name: string, variable: Variable): void {
    this.#scopeOf(name).set(name, variable);
    this.#environment = undefined;
  }

  /** Puts a variable into the innermost scope. */
  setLocal(name: string, variable: Variable): void {
    (this.scopes[this.scopes.length - 1] as Map<string, Variable>).set(name, variable);
    this.#environment = undefined;
  }

  setGlobal(name: string, variable: Variable): void {
    (this.scopes[0] as Map<string, Variable>).set(name, variable);
    this.#environment = undefined;
  }

  getLocal(name: string): Variable | undefined {
    return this.scopes[this.scopes.length - 1]?.get(name);
  }

  /** Removes a variable. A local one stays as an unset local, as in bash. */
  unset(name: string): void {
    const scope = this.#scopeOf(name);
    const local = scope !== this.scopes[0] && scope === this.scopes[this.scopes.length - 1];
    if (local) scope.set(name, UNSET);
    else scope.delete(name);
    this.#environment = undefined;
  }

  /** The names of all variables that are visible, sorted bytewise. */
  names(): string[] {
    const names = new Set<string>();
    for (const scope of this.scopes) for (const name of scope.keys()) names.add(name);
    return [...names].sort();
  }

  /** The names bound in the innermost scope. */
  localNames(): string[] {
    return [...(this.scopes[this.scopes.length - 1]?.keys() ?? [])].sort();
  }

  /** What programs get: the exported variables that have a value. */
  environment(): ReadonlyMap<string, string> {
    if (this.#environment !== undefined) return this.#environment;
    const environment = new Map<string, string>();
    for (const scope of this.scopes) {
      for (const [name, variable] of scope) {
        if (variable.exported && variable.value !== undefined) environment.set(name, variable.value);
        else environment.delete(name);
      }
    }
    this.#environment = environment;
    return environment;
  }

  #scopeOf(name: string): Map<string, Variable> {
    for (let at = this.scopes.length - 1; at > 0; at -= 1) {
      const scope = this.scopes[at] as Map<string, Variable>;
      if (scope.has(name)) return scope;
    }
    return this.scopes[0] as Map<string, Variable>;
  }
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** True for what may be the name of a variable. */
export function isName(text: string): boolean {
  return NAME.test(text);
}
