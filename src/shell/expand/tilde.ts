import { getParameter } from '../parameters.ts';
import type { Shell } from '../shell.ts';

/** The directory that a tilde prefix at the start of `text` stands for, and how long the prefix is (bash manual, "Tilde Expansion"). */
export function tildePrefix(
  shell: Shell,
  text: string,
  ends: string,
): { readonly directory: string; readonly length: number } | undefined {
  let length = 1;
  while (length < text.length && !ends.includes(text[length] as string)) length += 1;
  const directory = directoryOf(shell, text.slice(1, length));
  return directory === undefined ? undefined : { directory, length };
}

function directoryOf(shell: Shell, user: string): string | undefined {
  if (user === '') return getParameter(shell, 'HOME') ?? '/root';
  if (user === '+') return shell.state.cwd;
  if (user === '-') return getParameter(shell, 'OLDPWD');
  return user === 'root' ? '/root' : undefined;
}
