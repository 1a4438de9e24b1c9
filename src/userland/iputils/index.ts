import type { Program } from '../process.ts';
import { arping } from './arping.ts';
import { ping } from './ping.ts';
import { tracepath } from './tracepath.ts';

/** The programs of Debian's packages iputils-ping, iputils-arping and iputils-tracepath. */
export const iputils: ReadonlyMap<string, Program> = new Map([
  ['ping', ping],
  ['ping4', ping],
  ['arping', arping],
  ['tracepath', tracepath],
]);
