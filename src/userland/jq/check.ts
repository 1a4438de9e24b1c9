import type { Filter, Pattern } from './program.ts';

/** A name that means nothing where it stands. */
export interface Unknown {
  readonly message: string;
  readonly at: number;
}

/** The names of a program that nothing defines, in order. */
export function unknownNames(
  program: Filter,
  builtins: (name: string) => boolean,
  variables: readonly string[],
): Unknown[] {
  const found: Unknown[] = [];
  const known = new Set(variables.map((name) => `$${name}`));
  new Check(builtins, found).filter(program, known);
  return found.sort((a, b) => a.at - b.at);
}

/** Names as they are called (`map/1`), variables with their `$`, labels with a `*`. */
type Names = ReadonlySet<string>;

class Check {
  constructor(
    private readonly builtins: (name: string) => boolean,
    private readonly found: Unknown[],
  ) {}

  filter(filter: Filter, names: Names): void {
    switch (filter.kind) {
      case 'call':
        if (!names.has(filter.name) && !this.builtins(filter.name)) this.#report(filter.name, filter.at);
        for (const word of filter.words) this.filter(word, names);
        return;
      case 'variable':
        if (!names.has(`$${filter.name}`)) this.#report(`$${filter.name}`, filter.at);
        return;
      case 'break':
        if (!names.has(`*${filter.name}`)) this.#report(`$*label-${filter.name}`, filter.at);
        return;
      case 'label':
        this.filter(filter.body, withNames(names, [`*${filter.name}`]));
        return;
      case 'define': {
        const { definition } = filter;
        const outer = withNames(names, [definition.name]);
        const parameters = definition.parameters.flatMap((name) =>
          name.startsWith('$') ? [name, `${name.slice(1)}/0`] : [`${name}/0`],
        );
        this.filter(definition.body, withNames(outer, parameters));
        this.filter(filter.body, outer);
        return;
      }
      case 'as':
        this.filter(filter.source, names);
        this.filter(filter.body, this.#bound(filter.patterns, names));
        return;
      case 'reduce':
      case 'foreach': {
        this.filter(filter.source, names);
        this.filter(filter.from, names);
        const inner = this.#bound([filter.pattern], names);
        this.filter(filter.step, inner);
        if (filter.kind === 'foreach' && filter.extract !== undefined) this.filter(filter.extract, inner);
        return;
      }
      default:
        for (const part of partsOf(filter)) this.filter(part, names);
    }
  }

  #report(name: string, at: number): void {
    this.found.push({ message: `${name} is not defined`, at });
  }

  #bound(patterns: readonly Pattern[], names: Names): Names {
    const inner = new Set(names);
    const visit = (pattern: Pattern): void => {
      if (pattern.kind === 'variable') inner.add(`$${pattern.name}`);
      else if (pattern.kind === 'array') pattern.items.forEach(visit);
      else {
        for (const entry of pattern.entries) {
          this.filter(entry.key, inner);
          if (entry.name !== undefined) inner.add(`$${entry.name}`);
          if (entry.value !== undefined) visit(entry.value);
        }
      }
    };
    patterns.forEach(visit);
    return inner;
  }
}

function withNames(names: Names, more: readonly string[]): Names {
  return new Set([...names, ...more]);
}

/** The filters inside a filter that sees the same names. */
function partsOf(filter: Filter): readonly Filter[] {
  switch (filter.kind) {
    case 'string':
      return filter.parts.filter((part) => typeof part !== 'string');
    case 'index':
      return [filter.target, filter.key];
    case 'slice':
      return [filter.target, filter.from, filter.to].filter((part) => part !== undefined);
    case 'iterate':
      return [filter.target];
    case 'array':
      return filter.body === undefined ? [] : [filter.body];
    case 'object':
      return filter.entries.flatMap(({ key, value }) => [key, value]);
    case 'negate':
      return [filter.body];
    case 'pipe':
    case 'comma':
    case 'and':
    case 'or':
    case 'alternative':
    case 'binary':
    case 'assign':
      return [filter.left, filter.right];
    case 'if':
      return [filter.test, filter.yes, filter.no];
    case 'try':
      return filter.handler === undefined ? [filter.body] : [filter.body, filter.handler];
    default:
      return [];
  }
}
