import type { ParameterExpansionPart, Word } from 'unbash';
import { ExpansionFailed } from '../control.ts';
import {
  elements,
  firstValue,
  getParameter,
  isOutside,
  resolveName,
  setElement,
  setVariable,
  variableOf,
} from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { lastIndex, type Variable } from '../variables.ts';
import { evaluateForVariable } from './arithmetic/evaluate.ts';
import { expandArithmetic } from './arithmetic-text.ts';
import { type Expanding, expandText } from './word.ts';

/** What an expansion is about: one value, or the elements of an array or of the positional parameters. */
export interface Target {
  /** How messages call it. */
  readonly name: string;
  /** Undefined for a list. */
  readonly value: string | undefined;
  /** The subscripts and values of a list; undefined for a single value. */
  readonly list: readonly (readonly [string, string])[] | undefined;
  /** True for `$*` and `${a[*]}`: quoted, the elements are one word. */
  readonly star: boolean;
  assign(value: string): void;
}

/** The target of `$name`, `${name}` and `${name[index]}`. */
export function* targetOf(shell: Shell, parameter: string, index: Word | undefined): Expanding<Target> {
  if (parameter === '@' || parameter === '*') return positional(shell, parameter);
  if (index === undefined) return scalar(shell, parameter);
  if (index.text === '@' || index.text === '*') return array(shell, parameter, index.text === '*');
  return yield* element(shell, parameter, index);
}

function positional(shell: Shell, parameter: string): Target {
  const list = shell.state.positional.map((value, at) => [String(at + 1), value] as const);
  const assign = () => {
    throw new ExpansionFailed(`$${parameter}: cannot assign in this way`);
  };
  return { name: parameter, value: undefined, list, star: parameter === '*', assign };
}

/** A parameter that is no list. */
export function scalar(shell: Shell, name: string): Target {
  const assign = (value: string) => {
    if (!/^[A-Za-z_]/.test(name)) throw new ExpansionFailed(`$${name}: cannot assign in this way`);
    setVariable(shell, name, value);
  };
  return { name, value: getParameter(shell, name), list: undefined, star: false, assign };
}

function array(shell: Shell, name: string, star: boolean): Target {
  const list = elements(variableOf(shell, resolveName(shell, name)));
  const assign = () => {
    throw new ExpansionFailed(`${name}[${star ? '*' : '@'}]: bad array subscript`);
  };
  return { name: `${name}[${star ? '*' : '@'}]`, value: undefined, list, star, assign };
}

function* element(shell: Shell, written: string, index: Word): Expanding<Target> {
  const name = resolveName(shell, written);
  const key = yield* subscript(shell, name, index);
  const variable = variableOf(shell, name);
  if (key.startsWith('-') && isOutside(variable, Number(key))) shell.failWith(`${name}: bad array subscript`);
  return {
    name: `${written}[${index.text}]`,
    value: valueAt(variable, key),
    list: undefined,
    star: false,
    assign: (value) => setElement(shell, name, key, value),
  };
}

function valueAt(variable: Variable | undefined, key: string): string | undefined {
  if (variable?.kind === 'associative') return variable.associative?.get(key);
  const index = Number(key);
  if (variable?.kind !== 'indexed') return index === 0 || index === -1 ? firstValue(variable) : undefined;
  return variable.indexed?.get(index < 0 ? index + lastIndex(variable.indexed) + 1 : index);
}

/** The subscript of an element: a string for an associative array, else an arithmetic expression's value. */
export function* subscript(shell: Shell, name: string, index: Word): Expanding<string> {
  if (variableOf(shell, name)?.kind === 'associative') return yield* expandText(shell, index);
  const text = yield* expandArithmetic(shell, index.text, index.pos);
  return String(evaluateForVariable(shell, text));
}

/** `${!name}`: the target whose name is the value of `name`. Messages call it as it is written. */
export function* indirect(shell: Shell, part: ParameterExpansionPart): Expanding<Target> {
  return { ...(yield* through(shell, part)), name: `!${part.parameter}` };
}

function* through(shell: Shell, part: ParameterExpansionPart): Expanding<Target> {
  const first = yield* targetOf(shell, part.parameter, part.index);
  const variable = shell.state.variables.get(part.parameter);
  if (variable?.nameref) return { ...first, value: variable.value };
  const name = first.value;
  if (name === undefined) {
    throw new ExpansionFailed(`${part.parameter}: invalid indirect expansion`);
  }
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(name);
  if (element !== null) return indirectElement(shell, element[1] as string, element[2] as string);
  if (!/^(?:[A-Za-z_]\w*|\d+|[@*?#$!-])$/.test(name)) {
    throw new ExpansionFailed(`${name}: invalid variable name`);
  }
  return name === '@' || name === '*' ? positional(shell, name) : scalar(shell, name);
}

function indirectElement(shell: Shell, name: string, index: string): Target {
  if (index === '@' || index === '*') return array(shell, name, index === '*');
  const variable = variableOf(shell, name);
  const key = variable?.kind === 'associative' ? index : String(evaluateForVariable(shell, index));
  return {
    name: `${name}[${index}]`,
    value: valueAt(variable, key),
    list: undefined,
    star: false,
    assign: (value) => setElement(shell, name, key, value),
  };
}
