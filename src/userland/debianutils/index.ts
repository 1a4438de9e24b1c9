import type { Program } from '../process.ts';
import { which } from './which.ts';

/** The programs of Debian's package debianutils that are simulated. */
export const debianutils: ReadonlyMap<string, Program> = new Map([['which', which]]);
