import type { Errno } from '../kernel/errno.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { Result } from '../kernel/result.ts';

/**
 * The simulated file system. Files are text. /proc/sys and /proc/net show the network namespace that asks, so each call
 * names one. Paths are absolute and normal (no `.`, `..` or doubled slashes): see `resolvePath`.
 */
export interface FileSystem {
  /** The whole text of a file. */
  read(path: string, netns: Netns): Result<string>;
  /** Replaces or extends the text of a file, making the file where the directory exists. */
  write(path: string, text: string, how: 'truncate' | 'append', netns: Netns): Result;
  /** What a path names; undefined when nothing. */
  kind(path: string, netns: Netns): 'file' | 'directory' | 'device' | undefined;
  /** The names in a directory, sorted bytewise. */
  list(path: string, netns: Netns): Result<readonly string[]>;
  makeDirectory(path: string): Result;
  /** Removes a file or an empty directory. */
  remove(path: string): Result;
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
