import type { Program } from '../process.ts';
import { nc } from './nc.ts';

/** The programs of Debian's package netcat-openbsd. */
export const netcatOpenbsd: ReadonlyMap<string, Program> = new Map([
  ['nc', nc],
  ['netcat', nc],
  ['nc.openbsd', nc],
]);
