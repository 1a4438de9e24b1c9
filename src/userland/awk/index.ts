import type { Program } from '../process.ts';
import { awk } from './awk.ts';

/** awk, by the names it is called by. */
export const awkPackage: ReadonlyMap<string, Program> = new Map([
  ['awk', awk],
  ['mawk', awk],
]);
