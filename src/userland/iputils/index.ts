import type { Program } from '../process.ts';
import { arping } from './arping.ts';
import { ping } from './ping.ts';

/** The programs of Debian's packages iputils-ping and iputils-arping. */
export const iputils: ReadonlyMap<string, Program> = new Map([
  ['ping', ping],
  ['ping4', ping],
  ['arping', arping],
]);
