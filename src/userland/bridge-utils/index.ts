import type { Program } from '../process.ts';
import { brctl } from './brctl.ts';

/** The programs of Debian's package bridge-utils. */
export const bridgeUtils: ReadonlyMap<string, Program> = new Map([['brctl', brctl]]);
