import type { Program } from '../process.ts';
import { ncat } from './ncat.ts';

/** The programs of Debian's package ncat. */
export const ncatPackage: ReadonlyMap<string, Program> = new Map([['ncat', ncat]]);
