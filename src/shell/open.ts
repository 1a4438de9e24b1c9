import { errorText } from '../userland/file-system/error.ts';
import type { FileSystem } from '../userland/file-system.ts';
import { resolvePath } from '../userland/file-system.ts';
import type { OpenFile } from './open-file.ts';
import type { Shell } from './shell.ts';

type Opened = { readonly ok: true; readonly value: OpenFile } | Failure;
type Failure = Extract<ReturnType<FileSystem['remove']>, { ok: false }>;

function failed(errno: Failure['error']['errno']): Failure {
  return { ok: false, error: { errno } };
}

/** What bash prints for a file that it cannot open. */
export function openFailure(path: string, error: Failure['error']): string {
  return `${path}: ${errorText(error.errno)}`;
}

/** The descriptor that a path like `/dev/stdout` or `/dev/fd/3` names. */
function descriptorOf(shell: Shell, path: string): Opened | undefined {
  const standard = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path);
  const numbered = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path);
  if (standard < 0 && numbered === null) return undefined;
  const file = shell.state.files.get(numbered === null ? standard : Number(numbered[1]));
  return file === undefined ? failed('ENOENT') : { ok: true, value: file };
}

export function openForReading(shell: Shell, written: string): Opened {
  const path = resolvePath(shell.state.cwd, written);
  const descriptor = descriptorOf(shell, path);
  if (descriptor !== undefined) {
    // What `>(…)` collects is there to be written only; `<(…)` is text.
    return descriptor;
  }
  if (written === '') return failed('ENOENT');
  const kind = shell.fs.kind(path, shell.netns);
  if (kind === 'directory') return { ok: true, value: { kind: 'text', rest: '' } };
  const content = shell.fs.read(path, shell.netns);
  if (!content.ok) return content;
  return { ok: true, value: { kind: 'file', path, offset: 0, mode: 'read' } };
}

/** Opens a file to write to it, making it where it does not exist. */
export function openForWriting(
  shell: Shell,
  written: string,
  how: 'truncate' | 'overwrite' | 'append' | 'both',
): Opened {
  const path = resolvePath(shell.state.cwd, written);
  const descriptor = descriptorOf(shell, path);
  if (descriptor !== undefined) return descriptor;
  if (written === '') return failed('ENOENT');
  const kind = shell.fs.kind(path, shell.netns);
  if (kind === 'directory') return failed('EISDIR');
  if (kind === 'file' && how === 'truncate' && shell.option('noclobber')) return failed('EEXIST');
  const empties = how === 'truncate' || how === 'overwrite';
  const made = shell.fs.write(path, '', empties ? 'truncate' : 'append', shell.netns);
  if (!made.ok) return made;
  return {
    ok: true,
    value: { kind: 'file', path, offset: 0, mode: how === 'both' || how === 'append' ? how : 'write' },
  };
}
