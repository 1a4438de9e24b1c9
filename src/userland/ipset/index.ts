import type { Program } from '../process.ts';
import { ipset } from './ipset.ts';

/** The program of Debian's package ipset. */
export const ipsetPackage: ReadonlyMap<string, Program> = new Map([['ipset', ipset]]);
