import type { Program } from '../process.ts';
import { column } from './column.ts';

/** The programs of Debian's package bsdextrautils that are simulated. */
export const bsdextrautils: ReadonlyMap<string, Program> = new Map([['column', column]]);
