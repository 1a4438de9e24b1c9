import type { Program } from '../process.ts';
import { xargs } from './xargs.ts';

/** The programs of Debian's package findutils. */
export const findutils: ReadonlyMap<string, Program> = new Map([['xargs', xargs]]);
