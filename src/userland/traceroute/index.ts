import type { Program } from '../process.ts';
import { traceroute } from './traceroute.ts';

/** The programs of Debian's package traceroute. */
export const traceroutePackage: ReadonlyMap<string, Program> = new Map([['traceroute', traceroute]]);
