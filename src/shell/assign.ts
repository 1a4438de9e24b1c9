import { type ArrayValue, type Assignment, parse, type Word } from 'unbash';
import type { Origin } from '../userland/process.ts';
import { assignmentSource } from './command-text.ts';
import { ExpansionFailed } from './control.ts';
import { evaluateForVariable } from './expand/arithmetic/evaluate.ts';
import { singleQuoted } from './expand/quote.ts';
import { subscript } from './expand/target.ts';
import { type Expanding, expandText, expandWord } from './expand/word.ts';
import { assertWritable, resolveName, setElement, setVariable } from './parameters.ts';
import type { Shell } from './shell.ts';
import { lastIndex, UNSET, type Variable } from './variables.ts';
import { trace, tracedAssignment } from './xtrace.ts';

/** Carries out `name=value`, `name[i]=value` or `name=(…)`; before that it is traced. */
export function* assign(shell: Shell, node: Assignment): Expanding {
  if (node.value.type === 'ArrayValue') {
    if (shell.option('xtrace')) yield* trace(shell, assignmentSource(node));
    yield* assignArray(shell, node.name, node.value, node.append === true);
    return;
  }
  const value = yield* expandText(shell, node.value, 'assignment');
  const append = node.append === true;
  if (shell.option('xtrace')) {
    const name = node.index === undefined ? node.name : `${node.name}[${node.index.text}]`;
    yield* trace(shell, tracedAssignment(`${name}${append ? '+=' : '='}`, value));
  }
  if (node.index === undefined) {
    setVariable(shell, node.name, value, append);
    return;
  }
  const array = resolveName(shell, node.name);
  const key = yield* subscript(shell, array, node.index);
  if (key === '' && shell.state.variables.get(array)?.kind === 'associative')
    throw new ExpansionFailed(`${node.name}[${node.index.text}]: bad array subscript`);
  setElement(shell, node.name, key, value, append);
}

/** Assigns to a variable or an element that a builtin is told of by name (`read 'a[1]'`, `printf -v 'a[i]'`). */
export function setNamed(shell: Shell, written: string, value: string): void {
  const element = /^(\w+)\[(.*)\]$/s.exec(written);
  if (element === null) {
    setVariable(shell, written, value);
    return;
  }
  const [, name, index] = element as unknown as [string, string, string];
  const associative = shell.state.variables.get(resolveName(shell, name))?.kind === 'associative';
  setElement(shell, name, associative ? index : String(evaluateForVariable(shell, index)), value);
}

/** An assignment as the one word it is for `declare` and its kin, and before a command; not carried out. */
export function* assignmentText(shell: Shell, node: Assignment): Expanding<string> {
  if (node.value.type === 'ArrayValue') return node.text;
  const name = node.index === undefined ? node.name : `${node.name}[${node.index.text}]`;
  return `${name}${node.append ? '+=' : '='}${yield* expandText(shell, node.value, 'assignment')}`;
}

/** `name=(…)`: replaces or extends an array; elements may name their subscripts (`[3]=x`). */
export function* assignArray(shell: Shell, written: string, value: ArrayValue, append: boolean): Expanding {
  const name = resolveName(shell, written);
  const { variables } = shell.state;
  const old = variables.get(name) ?? UNSET;
  assertWritable(old, name);
  const elements = yield* elementsOf(shell, value, old.kind === 'associative');
  if (old.kind === 'associative') {
    variables.set(name, { ...old, associative: append ? old.associative : new Map() });
    for (const { key, text, more } of pairs(elements)) setElement(shell, name, key, text, more);
    return;
  }
  const start = append ? indexedOf(old) : new Map<number, string>();
  variables.set(name, { ...old, kind: 'indexed', value: undefined, indexed: start });
  let next = lastIndex(start) + 1;
  for (const { key, text, more } of elements) {
    if (key !== undefined) next = Number(key);
    setElement(shell, name, String(next), text, more);
    next += 1;
  }
}

function indexedOf(variable: Variable): ReadonlyMap<number, string> {
  return variable.indexed ?? new Map(variable.value === undefined ? [] : [[0, variable.value]]);
}

interface Element {
  readonly key: string | undefined;
  readonly text: string;
  readonly more: boolean;
}

function* elementsOf(shell: Shell, value: ArrayValue, associative: boolean): Expanding<Element[]> {
  const elements: Element[] = [];
  for (const word of value.elements) {
    const keyed = keyedElement(word);
    if (keyed === undefined) {
      const fields: string[] = [];
      const origins: (Origin | undefined)[] = [];
      yield* expandWord(shell, word, fields, origins);
      for (const text of fields) elements.push({ key: undefined, text, more: false });
      continue;
    }
    const text = yield* expandText(shell, keyed.value, 'assignment');
    const key = associative
      ? yield* expandText(shell, keyed.key)
      : String(evaluateForVariable(shell, yield* expandText(shell, keyed.key)));
    elements.push({ key, text, more: keyed.more });
  }
  return elements;
}

/** `name=('1' '2')`: an array that a `declare` makes, as a trace shows it. */
export function* tracedArray(shell: Shell, node: Assignment, words: readonly string[]): Expanding<string> {
  if (node.value.type !== 'ArrayValue') return node.text;
  const associative = words.some((word) => /^-\w*A/.test(word));
  const elements = yield* elementsOf(shell, node.value, associative);
  const shown = elements.map(({ key, text, more }) => {
    const subscript = key === undefined ? '' : `[${associative ? singleQuoted(key) : key}]${more ? '+=' : '='}`;
    return subscript + singleQuoted(text);
  });
  return `${node.name}${node.append ? '+=' : '='}(${shown.join(' ')})`;
}

/** Elements of an associative array without subscripts are keys and values in turn. */
function pairs(elements: readonly Element[]): { key: string; text: string; more: boolean }[] {
  const found: { key: string; text: string; more: boolean }[] = [];
  for (let at = 0; at < elements.length; at += 1) {
    const element = elements[at] as Element;
    if (element.key !== undefined) found.push({ key: element.key, text: element.text, more: element.more });
    else {
      at += 1;
      found.push({ key: element.text, text: elements[at]?.text ?? '', more: false });
    }
  }
  return found;
}

const keyedElements = new WeakMap<Word, { key: Word; value: Word; more: boolean } | null>();

/** `[key]=value` or `[key]+=value` as two words. */
function keyedElement(word: Word): { key: Word; value: Word; more: boolean } | undefined {
  if (!word.text.startsWith('[') || !word.text.includes(']')) return undefined;
  const known = keyedElements.get(word);
  if (known !== undefined) return known ?? undefined;
  const command = parse(`x${word.text}`).commands[0]?.command;
  const assignment = command?.type === 'Command' ? command.prefix[0] : undefined;
  const read =
    assignment?.type === 'Assignment' && assignment.index !== undefined && assignment.value.type === 'Word'
      ? { key: assignment.index, value: assignment.value, more: assignment.append === true }
      : null;
  keyedElements.set(word, read);
  return read ?? undefined;
}
