import type { Program } from '../process.ts';
import { curl } from './curl.ts';

/** The programs of Debian's package curl. */
export const curlPackage: ReadonlyMap<string, Program> = new Map([['curl', curl]]);
