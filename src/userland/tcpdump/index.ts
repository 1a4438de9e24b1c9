import type { Program } from '../process.ts';
import { tcpdump } from './tcpdump.ts';

/** The programs of Debian's package tcpdump. */
export const tcpdumpPackage: ReadonlyMap<string, Program> = new Map([['tcpdump', tcpdump]]);
