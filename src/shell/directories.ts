import { errorText } from '../userland/file-system/error.ts';
import { resolvePath } from '../userland/file-system.ts';
import { getParameter, setVariable } from './parameters.ts';
import type { Shell } from './shell.ts';

/** Makes a directory the working directory; answers what is wrong with it, or undefined. */
export function changeDirectory(shell: Shell, target: string): string | undefined {
  const path = target === '' ? shell.state.cwd : resolvePath(shell.state.cwd, target);
  const kind = shell.fs.kind(path, shell.netns);
  if (kind !== 'directory') return `${target}: ${errorText(kind === undefined ? 'ENOENT' : 'ENOTDIR')}`;
  setVariable(shell, 'OLDPWD', shell.state.cwd);
  shell.state.cwd = path;
  setVariable(shell, 'PWD', path);
  return undefined;
}

/** The directory that `CDPATH` leads to, unless it is below the working directory. */
export function searched(shell: Shell, target: string): string | undefined {
  if (/^(?:\/|\.\.?(?:\/|$))/.test(target)) return undefined;
  for (const directory of getParameter(shell, 'CDPATH')?.split(':') ?? []) {
    const path = resolvePath(resolvePath(shell.state.cwd, directory || '.'), target || '.');
    if (shell.fs.kind(path, shell.netns) !== 'directory') continue;
    return directory === '' ? undefined : path;
  }
  return undefined;
}

/** A path as `dirs` shows it, with `~` for the home directory. */
export function withTilde(shell: Shell, path: string): string {
  const home = getParameter(shell, 'HOME');
  if (home === undefined || home === '' || home === '/') return path;
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
