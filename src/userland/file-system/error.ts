import { type Errno, strerror } from '../../kernel/errno.ts';

/** The text programs print behind the name of a file for an error of the file system. */
export function errorText(errno: Errno): string {
  return strerror(errno);
}
