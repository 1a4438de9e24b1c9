import { secondsSinceEpoch } from '../userland/coreutils/date.ts';
import { inHashOrder } from './associative-order.ts';
import { callArray } from './call-stack.ts';
import { tracedText } from './command-text.ts';
import { ExpansionFailed, ReadonlyVariable } from './control.ts';
import { evaluateForVariable } from './expand/arithmetic/evaluate.ts';
import { optionLetters, SET_OPTIONS } from './options.ts';
import { nextRandom } from './random.ts';
import type { Shell } from './shell.ts';
import { lastIndex, UNSET, type Variable } from './variables.ts';

/** `$_`, `$RANDOM` and the other names whose value is computed when asked. */
function dynamic(shell: Shell, name: string): string | undefined {
  const { state, session } = shell;
  switch (name) {
    case 'RANDOM':
      return String(nextRandom(state.random));
    case 'SECONDS':
      return String(Math.floor((session.clock.now - state.secondsFrom) / 1_000_000));
    case 'EPOCHSECONDS':
      return String(Math.floor(secondsSinceEpoch(session.clock.now)));
    case 'EPOCHREALTIME':
      return secondsSinceEpoch(session.clock.now).toFixed(6);
    case 'SRANDOM':
      return String((nextRandom(state.random) * 0x20000 + nextRandom(state.random) * 4) % 0x100000000);
    case 'LINENO':
      return String(shell.line);
    case 'BASHPID':
      return String(shell.pid);
    case 'BASH_SUBSHELL':
      return String(shell.subshells);
    case 'BASH_COMMAND':
      return shell.running === undefined ? '' : tracedText(shell.running.node, shell.running.source.text);
    case 'SHELLOPTS':
      return Object.keys(SET_OPTIONS)
        .filter((option) => state.options.has(option as never))
        .join(':');
    case '_':
      return state.lastArgument;
    default:
      return undefined;
  }
}

const DYNAMIC =
  /^(?:S?RANDOM|SECONDS|EPOCHSECONDS|EPOCHREALTIME|LINENO|BASHPID|BASH_SUBSHELL|BASH_COMMAND|SHELLOPTS|_)$/;

/** The value of a positional or special parameter (bash manual, "Special Parameters"), `@` and `*` excepted. */
function special(shell: Shell, name: string): string | undefined {
  const { state } = shell;
  switch (name) {
    case '?':
      return String(state.status);
    case '#':
      return String(state.positional.length);
    case '$':
      return String(state.pid);
    case '!':
      return state.lastJob === undefined ? undefined : String(state.lastJob);
    case '-':
      return optionLetters(state.options) + (shell.fromString ? 'c' : '');
    case '0':
      return state.name;
    default:
      return state.positional[Number(name) - 1];
  }
}

/** The variable a name stands for, name references followed. */
export function resolveName(shell: Shell, name: string): string {
  let at = name;
  for (let hops = 0; hops < 8; hops += 1) {
    const variable = shell.state.variables.get(at);
    if (variable?.nameref !== true || variable.value === undefined || variable.value === '') return at;
    at = variable.value;
  }
  return at;
}

/** A variable as it is read, those that are computed included. */
export function variableOf(shell: Shell, name: string): Variable | undefined {
  return shell.state.variables.get(name) ?? callArray(shell, name);
}

/** The value of a parameter as `$name` gives it; undefined when it is not set. */
export function getParameter(shell: Shell, name: string): string | undefined {
  const first = name.charCodeAt(0);
  if (first < 65 || first === 91) return special(shell, name);
  const variable = shell.state.variables.get(name);
  if (variable === undefined) return DYNAMIC.test(name) ? dynamic(shell, name) : firstValue(callArray(shell, name));
  if (variable.nameref && variable.value !== undefined) return getReferred(shell, variable.value);
  return firstValue(variable);
}

function getReferred(shell: Shell, target: string): string | undefined {
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(target);
  if (element === null) return firstValue(shell.state.variables.get(resolveName(shell, target)));
  const variable = shell.state.variables.get(element[1] as string);
  return variable?.indexed?.get(Number(element[2])) ?? variable?.associative?.get(element[2] as string);
}

/** What a variable is without a subscript: the value, or the element 0. */
export function firstValue(variable: Variable | undefined): string | undefined {
  if (variable === undefined) return undefined;
  if (variable.kind === 'scalar') return variable.value;
  return variable.kind === 'indexed' ? variable.indexed?.get(0) : variable.associative?.get('0');
}

/** True for a negative index that lies before the array's first element. */
export function isOutside(variable: Variable | undefined, index: number): boolean {
  if (index >= 0 || variable?.kind === 'associative') return false;
  if (variable === undefined) return true;
  if (variable.kind === 'scalar') return variable.value === undefined || index < -1;
  return index + lastIndex(variable.indexed) + 1 < 0;
}

/** The elements of an array (or of a scalar, which is its own element 0), in order; positional parameters for `@`. */
export function elements(variable: Variable | undefined): readonly (readonly [string, string])[] {
  if (variable === undefined) return [];
  if (variable.kind === 'scalar') return variable.value === undefined ? [] : [['0', variable.value]];
  if (variable.kind === 'associative') return inHashOrder(variable.associative ?? [], variable.buckets);
  return [...(variable.indexed ?? [])].sort((a, b) => a[0] - b[0]).map(([index, value]) => [String(index), value]);
}

/** What an assignment stores, after the variable's attributes (integer, letters) have had their say. */
export function attributed(shell: Shell, variable: Variable, value: string): string {
  if (variable.integer) return String(evaluateForVariable(shell, value));
  if (variable.letters === 'lower') return value.toLowerCase();
  if (variable.letters === 'upper') return value.toUpperCase();
  return value;
}

/** Throws `ExpansionFailed` for a variable that must not change. */
export function assertWritable(variable: Variable | undefined, name: string): void {
  if (variable?.readonly) throw new ReadonlyVariable(name);
}

/** Assigns to a variable (`name=value`). Throws `ExpansionFailed` where it is read-only. */
export function setVariable(shell: Shell, written: string, value: string, append = false): void {
  const name = resolveName(shell, written);
  const { variables } = shell.state;
  const old = variables.get(name) ?? UNSET;
  assertWritable(old, name);
  if (old === UNSET && assignDynamic(shell, name, value)) return;
  if (old.kind !== 'scalar') {
    setElement(shell, name, '0', value, append);
    return;
  }
  const base = append && old.value !== undefined ? old.value : undefined;
  const stored = attributed(shell, old, appended(shell, old, base, value));
  variables.set(name, { ...old, value: stored, exported: old.exported || shell.option('allexport') });
}

function assignDynamic(shell: Shell, name: string, value: string): boolean {
  if (name === 'RANDOM') shell.state.random = { seed: Number.parseInt(value, 10) || 0, last: -1 };
  else if (name === 'SECONDS') shell.state.secondsFrom = shell.session.clock.now - (Number(value) || 0) * 1_000_000;
  else return DYNAMIC.test(name);
  return true;
}

/** Assigns to one element of an array; `key` is the subscript, evaluated already for an indexed array. */
export function setElement(shell: Shell, written: string, key: string, value: string, append = false): void {
  const name = resolveName(shell, written);
  const { variables } = shell.state;
  if (name === 'BASH_ALIASES') {
    shell.state.aliases.set(key, value);
    return;
  }
  const old = variables.get(name) ?? UNSET;
  assertWritable(old, name);
  if (old.kind === 'associative') {
    const associative = variables.own(
      old.associative as Map<string, string> | undefined,
      () => new Map(old.associative),
    );
    associative.set(key, attributed(shell, old, append ? (associative.get(key) ?? '') + value : value));
    variables.set(name, { ...old, associative });
    return;
  }
  const indexed = variables.own(
    old.indexed as Map<number, string> | undefined,
    () => new Map<number, string>(old.indexed ?? (old.value === undefined ? [] : [[0, old.value]])),
  );
  let index = Number(key);
  if (index < 0) index += lastIndex(indexed) + 1;
  if (index < 0) throw new ExpansionFailed(`${name}[${key}]: bad array subscript`);
  const before = append ? indexed.get(index) : undefined;
  indexed.set(index, attributed(shell, old, appended(shell, old, before, value)));
  variables.set(name, { ...old, kind: 'indexed', value: undefined, indexed });
}

/** What `+=` makes of a value: of an integer's the sum, once both summands have been evaluated by themselves. */
function appended(shell: Shell, variable: Variable, before: string | undefined, value: string): string {
  if (before === undefined) return value;
  return variable.integer
    ? `${evaluateForVariable(shell, before)}+(${evaluateForVariable(shell, value)})`
    : before + value;
}
