import type { Program } from '../process.ts';
import { find } from './find.ts';
import { xargs } from './xargs.ts';

/** The programs of Debian's package findutils. */
export const findutils: ReadonlyMap<string, Program> = new Map([
  ['find', find],
  ['xargs', xargs],
]);
