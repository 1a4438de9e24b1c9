import type { Program } from '../process.ts';
import { cmp } from './cmp.ts';
import { diff } from './diff.ts';

/** The programs of Debian's package diffutils. */
export const diffutils: ReadonlyMap<string, Program> = new Map([
  ['cmp', cmp],
  ['diff', diff],
]);
