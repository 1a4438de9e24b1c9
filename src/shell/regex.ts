import { compileRegex } from '../userland/coreutils/regex.ts';
import type { Shell } from './shell.ts';
import { UNSET } from './variables.ts';

/** Quoted text in a regular expression stands for itself. */
export function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** `text =~ regex`: an extended regular expression; what matched is left in `BASH_REMATCH`. */
export function matchRegex(shell: Shell, text: string, regex: string): boolean {
  const compiled = compileRegex(regex, { extended: true, ignoreCase: shell.state.shopts.has('nocasematch') });
  const match = compiled === undefined ? null : compiled.exec(text);
  const indexed = new Map((match ?? []).map((group, at) => [at, group ?? '']));
  shell.state.variables.setGlobal('BASH_REMATCH', { ...UNSET, kind: 'indexed', indexed });
  return match !== null;
}
