import { resolvePath } from '../../userland/file-system.ts';
import { ExpansionFailed } from '../control.ts';
import type { Shell } from '../shell.ts';
import { matchesPattern } from './pattern.ts';

/** The paths that match a pattern, sorted (bash manual, "Filename Expansion"); the text itself when none does. */
export function glob(shell: Shell, text: string, pattern: string): readonly string[] {
  if (shell.option('noglob') || !isPattern(pattern)) return [text];
  const paths = matchPath(shell, pattern);
  if (paths.length > 0) return paths;
  if (shell.state.shopts.has('failglob')) throw new ExpansionFailed(`no match: ${text}`);
  return shell.state.shopts.has('nullglob') ? [] : [text];
}

/** True for what can match anything but itself: a `[` without its `]` cannot. */
function isPattern(pattern: string): boolean {
  return /[*?]|\[.[^\]]*\]|\[[^\]]+\]|[@+!]\(/s.test(pattern.replace(/\\[\s\S]/g, ''));
}

function matchPath(shell: Shell, pattern: string): string[] {
  const segments = pattern.split('/');
  let found: string[] = [''];
  for (let at = 0; at < segments.length && found.length > 0; at += 1) {
    const segment = segments[at] as string;
    const last = at === segments.length - 1;
    found = found.flatMap((directory) => matchSegment(shell, directory, segment, at === 0, last));
  }
  return found.sort();
}

/** The paths that go on from a directory (`''` or ending in `/`) by one segment of the pattern. */
function matchSegment(shell: Shell, directory: string, segment: string, first: boolean, last: boolean): string[] {
  const tail = last ? '' : '/';
  if (segment === '') return first && !last ? ['/'] : [directory];
  if (!/[*?[]|[@+!]\(/.test(segment.replace(/\\[\s\S]/g, ''))) {
    const path = directory + segment.replace(/\\([\s\S])/g, '$1');
    return shell.fs.kind(resolvePath(shell.state.cwd, path), shell.netns) === undefined ? [] : [path + tail];
  }
  const names = shell.fs.list(resolvePath(shell.state.cwd, directory === '' ? '.' : directory), shell.netns);
  if (!names.ok) return [];
  const options = { ignoreCase: shell.state.shopts.has('nocaseglob') };
  const hidden = segment.startsWith('.') || shell.state.shopts.has('dotglob');
  return names.value
    .filter((name) => (hidden || !name.startsWith('.')) && matchesPattern(name, segment, options))
    .map((name) => directory + name)
    .filter((path) => last || shell.fs.kind(resolvePath(shell.state.cwd, path), shell.netns) === 'directory')
    .map((path) => path + tail);
}
