import type { ShellFunction } from './state.ts';

/**
 * A function's definition as `type` and `declare -f` print it. bash prints it from its own tree; here the lines of a body
 * in braces keep the text they were written with, each command on a line of its own.
 */
export function functionText({ name, body, source }: ShellFunction): string {
  const written = source.text.slice(body.pos, body.end);
  const braces = /^\{([\s\S]*)\}$/.exec(written);
  const inner = (braces?.[1] ?? written).trim().replace(/;$/, '').trimEnd();
  const lines = inner
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return `${name} () \n{ \n${lines.map((line) => `    ${line}`).join('\n')}\n}`;
}
