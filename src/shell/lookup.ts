import { resolvePath } from '../userland/file-system.ts';
import type { Program, System } from '../userland/process.ts';
import { ansiQuoted, hasControl } from './expand/quote.ts';
import type { Shell } from './shell.ts';

/** Where Linux keeps programs: a path into one of these is looked up by its last part. */
const DIRECTORIES: ReadonlySet<string> = new Set([
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
]);

/** The program a command word names; undefined when there is none. */
export function findProgram(system: System, name: string): Program | undefined {
  const slash = name.lastIndexOf('/');
  if (slash >= 0 && !DIRECTORIES.has(name.slice(0, slash))) return undefined;
  return system.programs.get(name.slice(slash + 1));
}

/** Why a command word names nothing that runs: bash's message and exit status. */
export function notFound(shell: Shell, name: string): { readonly message: string; readonly status: number } {
  const shown = hasControl(name) ? ansiQuoted(name) : name;
  if (name.startsWith('%')) return { message: 'fg: no job control', status: 1 };
  if (!name.includes('/')) return { message: `${shown}: command not found`, status: 127 };
  const kind = shell.fs.kind(resolvePath(shell.state.cwd, name), shell.netns);
  if (kind === undefined) return { message: `${name}: No such file or directory`, status: 127 };
  if (kind === 'directory') return { message: `${name}: Is a directory`, status: 126 };
  return { message: `${name}: Permission denied`, status: 126 };
}
