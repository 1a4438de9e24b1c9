import { compileRegex } from '../userland/coreutils/regex.ts';
import type { Shell } from './shell.ts';
import { UNSET } from './variables.ts';

/** Quoted text in a regular expression stands for itself. */
export function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** An expression that is not valid. */
export class BadRegex {}

/** `text =~ regex`: an extended regular expression; what matched is left in `BASH_REMATCH`. Throws `BadRegex`. */
export function matchRegex(shell: Shell, text: string, regex: string): boolean {
  const compiled = compileRegex(regex, { extended: true, ignoreCase: shell.state.shopts.has('nocasematch') });
  if (compiled === undefined) throw new BadRegex();
  const match = compiled.exec(text);
  const indexed = new Map((match ?? []).map((group, at) => [at, group ?? '']));
  shell.state.variables.setGlobal('BASH_REMATCH', { ...UNSET, kind: 'indexed', indexed });
  return match !== null;
}
