import { callFunction } from './functions.ts';
import { type Expression, type Node, type Pipeline, parseTemplate, TemplateError } from './parse.ts';
import { formatValue, isTrue, type Value } from './value.ts';

/** A template that was read once, to be filled in more than once. */
export interface Template {
  /** The text that it makes of a value; throws a TemplateError. */
  fill(value: Value): string;
}

/** Reads a template; throws a TemplateError. */
export function readTemplate(text: string): Template {
  const nodes = parseTemplate(text);
  return { fill: (value) => new Execution(value).run(nodes, value) };
}

class Execution {
  private readonly variables = new Map<string, Value>();

  constructor(root: Value) {
    this.variables.set('$', root);
  }

  run(nodes: readonly Node[], dot: Value): string {
    let text = '';
    for (const node of nodes) {
      if (node.kind === 'text') text += node.text;
      else if (node.kind === 'action') {
        const value = this.evaluate(node.pipeline, dot);
        if (node.pipeline.assigns.length === 0) text += formatValue(value);
      } else text += node.kind === 'range' ? this.range(node, dot) : this.branch(node, dot);
    }
    return text;
  }

  private branch(
    { kind, pipeline, body, otherwise }: Extract<Node, { pipeline: Pipeline; body: unknown }>,
    dot: Value,
  ): string {
    const value = this.evaluate(pipeline, dot);
    if (!isTrue(value)) return this.run(otherwise, dot);
    return this.run(body, kind === 'with' ? value : dot);
  }

  private range(
    { pipeline, body, otherwise }: Extract<Node, { pipeline: Pipeline; body: unknown }>,
    dot: Value,
  ): string {
    const value = this.evaluate({ assigns: [], commands: pipeline.commands }, dot);
    const items = itemsOf(value);
    if (items.length === 0) return this.run(otherwise, dot);
    const [first, second] = pipeline.assigns;
    let text = '';
    for (const [key, each] of items) {
      if (second !== undefined) {
        this.variables.set(first!, key);
        this.variables.set(second, each);
      } else if (first !== undefined) this.variables.set(first, each);
      text += this.run(body, each);
    }
    return text;
  }

  private evaluate({ assigns, commands }: Pipeline, dot: Value): Value {
    let value: Value;
    commands.forEach((command, at) => {
      value = this.value(command, dot, at === 0 ? [] : [value]);
    });
    for (const name of assigns) this.variables.set(name, value);
    return value;
  }

  private value(expression: Expression, dot: Value, piped: readonly Value[]): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'dot':
        return dot;
      case 'variable':
        return this.variables.get(expression.name);
      case 'fields':
        return this.field(expression, this.value(expression.of, dot, []));
      case 'method': {
        const table = this.value(expression.of, dot, []) as Readonly<Record<string, string>>;
        return Object.hasOwn(table, expression.argument) ? table[expression.argument] : '';
      }
      case 'call': {
        const args = [...expression.args.map((each) => this.value(each, dot, [])), ...piped];
        return callFunction(expression.name, args, (why) => this.fail(expression.name, why, expression.at));
      }
    }
  }

  private field({ names, at }: Extract<Expression, { kind: 'fields' }>, of: Value): Value {
    let value = of;
    for (const [depth, name] of names.entries()) {
      const shown = `.${names.slice(0, depth + 1).join('.')}`;
      if (typeof value !== 'object' || value === null) {
        if (value === undefined || value === null) return undefined;
        this.fail(
          shown,
          `can't evaluate field ${name} in type ${typeof value === 'string' ? 'string' : 'interface {}'}`,
          at,
        );
      }
      if (!Object.hasOwn(value as object, name)) this.fail(shown, `map has no entry for key "${name}"`, at);
      value = (value as Record<string, Value>)[name];
    }
    return value;
  }

  private fail(what: string, why: string, at: number): never {
    throw new TemplateError(`template: :1:${at}: executing "" at <${what}>: ${why}`, at);
  }
}

function itemsOf(value: Value): [Value, Value][] {
  if (Array.isArray(value)) return value.map((each, at) => [at, each]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .sort()
    .map((key) => [key, (value as Record<string, Value>)[key]]);
}
