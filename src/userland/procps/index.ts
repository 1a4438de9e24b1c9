import type { Program } from '../process.ts';
import { sysctl } from './sysctl.ts';

/** The programs of Debian's package procps that are simulated. */
export const procps: ReadonlyMap<string, Program> = new Map([['sysctl', sysctl]]);
