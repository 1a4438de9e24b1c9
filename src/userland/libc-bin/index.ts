import type { Program } from '../process.ts';
import { getent } from './getent.ts';

/** The programs of Debian's package libc-bin that are simulated. */
export const libcBin: ReadonlyMap<string, Program> = new Map([['getent', getent]]);
