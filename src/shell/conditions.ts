import { testBinary as compare, fileTest } from '../userland/coreutils/test-conditions.ts';
import { findProgram } from './lookup.ts';
import { SET_OPTIONS, type SetOption } from './options.ts';
import { elements, resolveName, variableOf } from './parameters.ts';
import type { Shell } from './shell.ts';

/** `-f file`, `-z string`, `-v name` …; undefined for an operator there is not (bash manual, "Bash Conditional Expressions"). */
export function testUnary(shell: Shell, operator: string, operand: string): boolean | undefined {
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-v':
      return isSet(shell, operand);
    case '-R':
      return shell.state.variables.get(operand)?.nameref === true;
    case '-o':
      return operand in SET_OPTIONS && shell.state.options.has(operand as SetOption);
    case '-t':
      // What a lab prints goes to a record, never to a terminal.
      return false;
    default:
      // Programs are no files here, but they are there.
      if (operand.startsWith('/') && findProgram(shell.session.system, operand) !== undefined) {
        return /^-[aefrxs]$/.test(operator);
      }
      return fileTest(operator, operand, shell.state.cwd, shell.fs, shell.netns);
  }
}

function isSet(shell: Shell, name: string): boolean {
  if (/^\d+$/.test(name)) return Number(name) <= shell.state.positional.length;
  const element = /^(\w+)\[(.*)\]$/.exec(name);
  const variable = variableOf(shell, resolveName(shell, element?.[1] ?? name));
  if (element === null) return elements(variable).some(([key]) => key === '0' || variable?.kind === 'scalar');
  const isList = element[2] === '@' || element[2] === '*';
  if (isList && variable?.kind !== 'associative') return elements(variable).length > 0;
  return elements(variable).some(([key]) => key === element[2]);
}

/** `a -lt b`, `a = b`, `f -nt g` …; numbers are read by `number`. */
export function testBinary(
  shell: Shell,
  left: string,
  operator: string,
  right: string,
  number: (text: string) => number | bigint,
): boolean | undefined {
  return compare(left, operator, right, number, shell.state.cwd, shell.fs, shell.netns);
}
