import type { ParameterExpansionPart } from 'unbash';
import { decodeEscapes } from '../../userland/coreutils/escapes.ts';
import { ExpansionFailed } from '../control.ts';
import { attributeLetters, declaration } from '../declaration.ts';
import { resolveName, variableOf } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { ansiQuoted, hasControl, singleQuoted } from './quote.ts';
import type { Target } from './target.ts';

/** `${x@operator}` (bash manual, "Shell Parameter Expansion"). `@P` leaves the text as it is: there is no prompt. */
export function transform(
  shell: Shell,
  part: ParameterExpansionPart,
  target: Target,
  operator: string,
): string | readonly string[] {
  if (!/^[QEPAKakUuL]$/.test(operator) && (target.value !== undefined || target.list !== undefined))
    throw new ExpansionFailed(`${part.text}: bad substitution`);
  if (operator === 'A' || operator === 'a') return described(shell, part.parameter, operator);
  if (operator === 'k' && target.list !== undefined) return target.list.flat();
  if (operator === 'K' && target.list !== undefined) {
    const pairs = target.list.map(([key, value]) => `${key} "${value.replace(/["\\$`]/g, '\\$&')}"`).join(' ');
    return variableOf(shell, resolveName(shell, part.parameter))?.kind === 'associative' ? `${pairs} ` : pairs;
  }
  const change = CHANGES[operator] ?? ((value: string) => value);
  if (target.list !== undefined) return target.list.map(([, value]) => change(value));
  return target.value === undefined ? '' : change(target.value);
}

const CHANGES: Readonly<Record<string, (value: string) => string>> = {
  Q: reusable,
  K: reusable,
  k: reusable,
  E: (value) => decodeEscapes(value, 'ansi').text,
  U: (value) => value.toUpperCase(),
  u: (value) => value.slice(0, 1).toUpperCase() + value.slice(1),
  L: (value) => value.toLowerCase(),
};

/** Quoted so that it can be read again. */
function reusable(value: string): string {
  return hasControl(value) ? ansiQuoted(value) : singleQuoted(value);
}

function described(shell: Shell, name: string, operator: 'A' | 'a'): string {
  const resolved = resolveName(shell, name);
  const variable = shell.state.variables.get(resolved);
  if (variable === undefined) return '';
  if (operator === 'a') return attributeLetters(variable);
  const letters = attributeLetters(variable);
  if (variable.kind !== 'scalar') return declaration(resolved, variable);
  const value = variable.value === undefined ? undefined : `${resolved}=${reusable(variable.value)}`;
  if (letters === '') return value ?? '';
  return `declare -${letters} ${value ?? resolved}`;
}
