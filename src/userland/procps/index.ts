import type { Program } from '../process.ts';
import { kill } from './kill.ts';
import { sysctl } from './sysctl.ts';
import { uptime } from './uptime.ts';

/** The programs of Debian's package procps that are simulated. */
export const procps: ReadonlyMap<string, Program> = new Map([
  ['kill', kill],
  ['sysctl', sysctl],
  ['uptime', uptime],
]);
