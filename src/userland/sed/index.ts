import type { Program } from '../process.ts';
import { sed } from './sed.ts';

/** The programs of the package sed, by name. */
export const sedPackage: ReadonlyMap<string, Program> = new Map([['sed', sed]]);
