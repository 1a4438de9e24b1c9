import { readFileSync } from 'node:fs';
import { UsageError } from './usage.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  ENOTDIR: 'no such file',
};

/** The text of a file, any bytes (what is not UTF-8 becomes U+FFFD); a `UsageError` when it cannot be read. */
export function readLab(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path}: ${REASONS[code ?? ''] ?? message}`);
  }
}
