import type { Program } from '../process.ts';
import { conntrack } from './conntrack.ts';

/** Programs of the Debian package conntrack. */
export const conntrackPackage: ReadonlyMap<string, Program> = new Map([['conntrack', conntrack]]);
