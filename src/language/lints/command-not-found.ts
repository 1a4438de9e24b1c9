/**
 * # command-not-found
 *
 * The first word of a command names no program, builtin or function.
 *
 * bash looks a word up among its keywords, the functions of the script, its builtins and the programs on the search path.
 * When nothing of that name is there it prints `command not found` and goes on with the next line, exit status 127.
 *
 * ```netlab wrong
 * ipp link show lo
 * ```
 *
 * ```netlab right
 * ip link show lo
 * ```
 */
import { PROGRAMS } from '../../grammar/index.ts';
import { nearestFix } from '../fixes/replace-word.ts';
import type { FailureLint } from './lint.ts';

const NOT_FOUND = /(\S+): command not found$/;

export const commandNotFound: FailureLint = {
  rule: 'command-not-found',
  *check({ lab, line, message }) {
    const name = NOT_FOUND.exec(message)?.[1];
    if (name === undefined) return;
    const index = line.argv.indexOf(name);
    const known = [...PROGRAMS.keys(), ...lab.script.functions.map((each) => each.name)];
    yield { range: line.originOf(index), fixes: () => (index < 0 ? [] : nearestFix(lab, line, index, known)) };
  },
};
