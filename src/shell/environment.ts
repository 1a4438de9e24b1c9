import { functionText } from './function-text.ts';
import { parseProgram } from './parse.ts';
import type { Shell } from './shell.ts';
import { Source } from './source.ts';

const EXPORTED = /^BASH_FUNC_(.+)%%$/;

/** What programs get: the exported variables, and exported functions in the form in which bash passes them on. */
export function environmentOf(shell: Shell): ReadonlyMap<string, string> {
  const variables = shell.state.variables.environment();
  const { exportedFunctions, functions } = shell.state;
  if (exportedFunctions.size === 0) return variables;
  const environment = new Map(variables);
  for (const name of exportedFunctions) {
    const called = functions.get(name);
    if (called === undefined) continue;
    const definition = functionText(called).slice(name.length + 1);
    environment.set(`BASH_FUNC_${name}%%`, definition.replace(/^\(\) \n\{ \n {4}/, '() {  ').replace(/\n {4}/g, '\n '));
  }
  return environment;
}

/** True for the name of a function in the environment, which is no variable. */
export function isExportedFunction(name: string): boolean {
  return EXPORTED.test(name);
}

/** Defines the functions that the environment brings. */
export function defineExported(shell: Shell, environment: ReadonlyMap<string, string>): void {
  for (const [key, value] of environment) {
    const name = EXPORTED.exec(key)?.[1];
    if (name === undefined) continue;
    const text = `${name} ${value}`;
    const command = parseProgram(text).statements[0]?.node.command;
    if (command?.type !== 'Function') continue;
    const source = new Source(text, undefined, shell.source.whole, 1, '', 'environment');
    shell.state.functions.set(name, { name, body: command.body, source });
    shell.state.exportedFunctions.add(name);
  }
}
