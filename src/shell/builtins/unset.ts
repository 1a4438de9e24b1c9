import { evaluateForVariable } from '../expand/arithmetic/evaluate.ts';
import { isOutside, resolveName, setElement } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { isName, lastIndex } from '../variables.ts';
import { type Builtin, invalidOption, refuse } from './builtin.ts';

/** `unset [-fvn] name …`: variables, else functions. */
export const unset: Builtin = (shell, call) => {
  let only = '';
  let status = 0;
  for (let at = 1; at < call.argv.length; at += 1) {
    const word = call.argv[at] as string;
    if (word === '--') continue;
    if (/^-[fvn]$/.test(word)) only = word[1] as string;
    else if (/^-./.test(word))
      return invalidOption(shell, 'unset', word.slice(0, 2), 'unset [-f] [-v] [-n] [name ...]');
    else if (only === 'f') shell.state.functions.delete(word);
    else if (!isName(word.replace(/\[.*\]$/s, ''))) {
      if (only === 'v' || !shell.state.functions.delete(word)) {
        status = refuse(shell, call, at, `\`${word}': not a valid identifier`);
      }
    } else {
      const done = unsetVariable(shell, word, only);
      if (done !== true) status = refuse(shell, call, at, done || `${word}: cannot unset: readonly variable`);
    }
  }
  return status;
};

/** True when it was done; a message where that is not about a read-only variable. */
function unsetVariable(shell: Shell, word: string, only: string): boolean | string {
  const element = /^(\w+)\[(.*)\]$/s.exec(word);
  const name = only === 'n' ? word : resolveName(shell, element?.[1] ?? word);
  const variable = shell.state.variables.get(name);
  if (variable?.readonly) return false;
  if (element !== null) {
    return unsetElement(shell, name, element[2] as string);
  }
  if (variable === undefined && only === '') shell.state.functions.delete(name);
  else shell.state.variables.unset(name);
  return true;
}

function unsetElement(shell: Shell, name: string, key: string): boolean | string {
  const { variables } = shell.state;
  const variable = variables.get(name);
  if (variable === undefined) return true;
  if (variable.kind === 'associative') {
    const associative = new Map(variable.associative);
    associative.delete(key);
    variables.set(name, { ...variable, associative });
    return true;
  }
  if (variable.kind === 'scalar') setElement(shell, name, '0', variable.value ?? '');
  const indexed = new Map(variables.get(name)?.indexed);
  if (key === '@' || key === '*') indexed.clear();
  else {
    const index = Number(evaluateForVariable(shell, key));
    if (isOutside(variables.get(name), index)) return `[${key}]: bad array subscript`;
    indexed.delete(index < 0 ? index + lastIndex(indexed) + 1 : index);
  }
  variables.set(name, { ...variable, kind: 'indexed', value: undefined, indexed });
  return true;
}
