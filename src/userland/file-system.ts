import type { Errno } from '../kernel/errno.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { Result } from '../kernel/result.ts';

/** What stat(2) answers of a path. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'device' | 'link';
  /** Permissions, with the set-id and sticky bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** When the content changed last: seconds since 1970, on the virtual clock. */
  readonly mtime: number;
  /** What a symbolic link says. */
  readonly target?: string;
}

/**
 * The simulated file system. Files are text. /proc/sys and /proc/net show the network namespace that asks, so each call
 * names one. Paths are absolute and normal (no `.`, `..` or doubled slashes): see `resolvePath`. Symbolic links are
 * followed, but for the last part of a path where a call says that it is about the link itself.
 */
export interface FileSystem {
  /** The whole text of a file. */
  read(path: string, netns: Netns): Result<string>;
  /** Replaces or extends the text of a file, making the file where the directory exists. */
  write(path: string, text: string, how: 'truncate' | 'append', netns: Netns): Result;
  /** What a path names; undefined when nothing. */
  kind(path: string, netns: Netns): 'file' | 'directory' | 'device' | undefined;
  /** What a path names, in detail; of a link itself with `link`. */
  status(path: string, netns: Netns, of?: 'target' | 'link'): FileStatus | undefined;
  /** The names in a directory, sorted bytewise. */
  list(path: string, netns: Netns): Result<readonly string[]>;
  makeDirectory(path: string): Result;
  /** Makes a symbolic link. In /run/netns one to the namespace of a process names it. */
  makeLink(path: string, target: string): Result;
  /** Removes a file, a link or an empty directory. */
  remove(path: string): Result;
  /** Gives a file or directory other permissions, another owner or another time. */
  change(path: string, changes: Partial<Pick<FileStatus, 'mode' | 'uid' | 'gid' | 'mtime'>>): Result;
  /** The path without links in it; ELOOP where they go round. What does not exist is left as it is. */
  follow(path: string): Result<string>;
}

/**
 * Joins a path to the working directory and removes `.`, `..` and doubled slashes; `..` at the root stays there. The empty
 * path stays empty: it names nothing (path_resolution(7)).
 */
export function resolvePath(cwd: string, path: string): string {
  if (path === '') return '';
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : cwd}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** An error a file operation can give, for the text programs print after the name of the file. */
export type FileError = Errno;
